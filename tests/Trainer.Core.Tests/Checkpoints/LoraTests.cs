using System.Text.Json.Nodes;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Checkpoints;

public sealed class LoraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_MovesAdaptersAlone_AndLowersTheLoss(bool checkpointing)
    {
        using var scope = NewDisposeScope();
        using var model = CheckpointTests.Model("qwen3");
        using var before = CheckpointTests.Model("qwen3");
        Lora.Attach(model, new LoraOptions { R = 4 }, seed: 1);
        model.GradientCheckpointing = checkpointing;
        Assert.True(Loss(model).allclose(Loss(before)), "fresh adapters change nothing");

        Train(model);

        CheckpointTests.AssertSameWeights(before, model);
        Assert.True(Loss(model).item<float>() < Loss(before).item<float>() - 1);
    }

    [Fact]
    public void Merge_ComputesTheSame_WithoutAdapters()
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        using var merged = Lora.Merge(model);

        Assert.Null(merged.Adapters);
        Assert.True(Loss(merged).allclose(Loss(model), rtol: 1e-4));
    }

    [Fact]
    public void Save_WritesPeftsNames_AndLoadRestoresThem()
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        LoraFiles.Save(_folder.Path, model);
        using var reader = new SafetensorsReader(_folder.File("adapter_model.safetensors"));
        using var loaded = CheckpointTests.Model("qwen3");

        LoraFiles.Load(_folder.Path, loaded);

        Assert.Contains("base_model.model.model.layers.1.mlp.down_proj.lora_A.weight", reader.Entries.Keys);
        Assert.Equal(2 * 7 * 2, reader.Entries.Count);
        Assert.True(Loss(loaded).equal(Loss(model)).item<bool>());
    }

    [Theory]
    [InlineData("\"all-linear\"")]
    [InlineData("\".*_proj\"")]
    public void Load_TakesTheTargetsFromTheWeights_WhenTheFileGivesAPattern(string pattern)
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        LoraFiles.Save(_folder.Path, model);
        var path = _folder.File("adapter_config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!;
        config["target_modules"] = JsonNode.Parse(pattern);
        File.WriteAllText(path, config.ToJsonString());
        using var loaded = CheckpointTests.Model("qwen3");

        LoraFiles.Load(_folder.Path, loaded);

        Assert.True(Loss(loaded).equal(Loss(model)).item<bool>());
    }

    [Fact]
    public void Save_NamesTheBaseModel_AndEveryFieldPeftAsksFor()
    {
        using var model = CheckpointTests.Model("qwen3");
        Lora.Attach(model, new LoraOptions { R = 4, BaseModelNameOrPath = "models/base" }, seed: 1);
        LoraFiles.Save(_folder.Path, model);

        var config = JsonNode.Parse(File.ReadAllText(_folder.File("adapter_config.json")))!;

        Assert.Equal("models/base", config["base_model_name_or_path"]!.GetValue<string>());
        Assert.Equal("LORA", config["peft_type"]!.GetValue<string>());
        Assert.Equal("CAUSAL_LM", config["task_type"]!.GetValue<string>());
        Assert.Equal((4, 16.0), (config["r"]!.GetValue<int>(), config["lora_alpha"]!.GetValue<double>()));
    }

    [Fact]
    public void Load_SaysHowToJoinThem_WhenAFolderHoldsAnAdapterAlone()
    {
        using var model = Trained();
        LoraFiles.Save(_folder.Path, model);

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder.Path));

        Assert.Contains("./r1code export --model MODEL_DIR --adapter", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_KeepsAdapters_BesideTheUntouchedWeights()
    {
        using var scope = NewDisposeScope();
        using var model = Trained();
        Checkpoint.Save(_folder.File("a"), new(model, null));

        using var loaded = Checkpoint.LoadModel(_folder.File("a"));

        Assert.True(Loss(loaded).equal(Loss(model)).item<bool>());
    }

    [Fact]
    public void Rollouts_UseTheAdapters()
    {
        using var model = Trained();
        using var merged = Lora.Merge(model);
        RolloutRequest[] requests = [new(0, 0, [1, 5], 3)];
        var options = new SamplingOptions { MaxNewTokens = 12 };
        var token = TestContext.Current.CancellationToken;

        var withAdapters = new RolloutEngine(model).Generate(requests, options, cancellationToken: token).Single();
        var withMerged = new RolloutEngine(merged).Generate(requests, options, cancellationToken: token).Single();

        Assert.Equal(withMerged.TokenIds, withAdapters.TokenIds);
    }

    [Fact]
    public void Load_RefusesAdapters_ThatWantMoreThanLora()
    {
        using var model = Trained();
        LoraFiles.Save(_folder.Path, model);
        var config = JsonNode.Parse(File.ReadAllText(_folder.File("adapter_config.json")))!;
        config["use_dora"] = true;
        File.WriteAllText(_folder.File("adapter_config.json"), config.ToJsonString());
        using var other = CheckpointTests.Model("qwen3");

        var failure = Assert.Throws<InvalidDataException>(() => LoraFiles.Load(_folder.Path, other));

        Assert.Contains("adapter_config.json: \"use_dora\" must be false", failure.Message, StringComparison.Ordinal);
    }

    private static DecoderModel Trained()
    {
        var model = CheckpointTests.Model("qwen3");
        Lora.Attach(model, new LoraOptions { R = 4, UseRslora = true }, seed: 1);
        Train(model);
        return model;
    }

    private static void Train(DecoderModel model)
    {
        using var optimizer = new AdamW(model.named_parameters());
        for (var step = 0; step < 10; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGrad();
            Loss(model).backward();
            optimizer.Step(0.01);
        }
    }

    private static Tensor Loss(DecoderModel model) =>
        model.TokenLogProbs(tensor(new long[] { 1, 5, 30, 16, 2, 99, 200, 7 }).unsqueeze(0)).LogProbs.sum().neg();
}
