using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>The recipes for downloaded models, on a checkpoint of random weights with the same files.</summary>
public sealed class HuggingFaceRecipeTests
{
    [Theory]
    [InlineData("hf-grpo.yaml", "grpo", "stages.grpo.max_steps=2")]
    [InlineData("hf-sft.yaml", "sft", "stages.sft.demonstrations=8")]
    public async Task Recipe_TrainsAdaptersOfAHuggingFaceFolder(string file, string stage, string shorter)
    {
        var model = TinyCheckpoint();
        var folder = TinyRun.NewFolder();
        var recipe = RecipeFile.Load(
            Path.Combine(TinyRun.RecipesFolder, file),
            [
                $"model.path={model}",
                shorter,
                "evaluation.problems=2",
                "evaluation.samples=0",
                "evaluation.k=[]",
                .. stage == "grpo"
                    ? ["stages.grpo.prompts_per_step=2", "stages.grpo.max_completion_length=8"]
                    : Array.Empty<string>(),
            ]
        );
        var host = new TinyRun(folder);

        var summary = await new TrainingRun(recipe, folder, _ => host, host, host, TimeProvider.System).RunAsync(
            resume: false,
            TestContext.Current.CancellationToken
        );

        var final = Path.Combine(folder, "seed-1", $"01-{stage}", "final");
        Assert.True(File.Exists(Path.Combine(final, "adapter_model.safetensors")));
        Assert.Equal(
            await File.ReadAllBytesAsync(
                Path.Combine(model, "model.safetensors"),
                TestContext.Current.CancellationToken
            ),
            await File.ReadAllBytesAsync(
                Path.Combine(final, "model.safetensors"),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(2, Assert.Single(summary.Rows).Report!.Problems);
    }

    [Fact]
    public async Task Distill_TeachesTheStudentWhatTheTeacherWrote()
    {
        var (teacher, student) = (TinyCheckpoint(), TinyCheckpoint());
        var folder = TinyRun.NewFolder();
        var recipe = RecipeFile.Load(
            Path.Combine(TinyRun.RecipesFolder, "hf-distill.yaml"),
            [
                $"model.path={student}",
                $"stages.samples.model_path={teacher}",
                "stages.samples.prompts=4",
                "stages.samples.max_completion_length=200",
                "stages.samples.require={ format: 1 }",
                "evaluation.problems=2",
                "evaluation.samples=0",
                "evaluation.k=[]",
                "evaluation.max_completion_length=8",
            ]
        );
        var host = new TinyRun(folder);

        var summary = await new TrainingRun(recipe, folder, _ => host, host, host, TimeProvider.System).RunAsync(
            resume: false,
            TestContext.Current.CancellationToken
        );

        Assert.Contains(
            host.Messages,
            message => message.Contains(Path.GetFileName(teacher), StringComparison.Ordinal)
        );
        Assert.True(File.Exists(Path.Combine(folder, "seed-1", "01-samples", "kept.jsonl")));
        Assert.True(File.Exists(Path.Combine(folder, "seed-1", "02-distilled", "final", "adapter_model.safetensors")));
        Assert.Equal(2, summary.Rows[1].Report!.Problems);
    }

    private static string TinyCheckpoint()
    {
        var folder = TinyRun.NewFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var tokenizer = BpeTrainer.Train(["Write a C# method Solve."], 300);
        var config = new ModelConfig
        {
            ModelType = "qwen2",
            HiddenSize = 32,
            IntermediateSize = 32,
            NumHiddenLayers = 1,
            NumAttentionHeads = 2,
            NumKeyValueHeads = 1,
            VocabSize = tokenizer.VocabularySize,
            MaxPositionEmbeddings = 1024,
            TieWordEmbeddings = true,
            EosTokenId = [tokenizer.EosId],
        };
        using var model = DecoderModel.Initialize(config, 1);
        Checkpoint.Save(folder, new CheckpointContents(model, tokenizer));
        return folder;
    }
}
