using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Pipeline;

public sealed class PolicySamplerTests
{
    private static readonly Tokenizer Tokens = BpeTrainer.Train(["return value; return 1 + 2"], 280);

    [Fact]
    public void Sample_HandsACompletionOver_WhileOthersAreStillToBeWritten()
    {
        // What is handed over is scored: if generation can be stopped by it, scoring does not wait for generation.
        using var model = DecoderModel.Initialize(
            TinyModels.Config("llama") with
            {
                VocabSize = Tokens.VocabularySize,
                MaxPositionEmbeddings = 512,
            },
            seed: 1
        );
        var sampler = new PolicySampler(model, Tokens, new PromptEncoder(Tokens, "", PromptFormat.Plain));
        var problems = new KataGenerator(new KataOptions())
            .Distinct(KataSplit.Train, 3)
            .Select(kata => kata.Problem)
            .ToList();
        var options = new RolloutOptions { MaxCompletionLength = 4, MaxConcurrency = 1 };
        using var stop = new CancellationTokenSource();
        var handed = new List<Episode>();

        Assert.Throws<OperationCanceledException>(() =>
            sampler.Sample(problems, 2, options, seed: 1, Finished, stop.Token)
        );

        Assert.Single(handed);

        void Finished(Episode episode)
        {
            handed.Add(episode);
            stop.Cancel();
        }
    }
}
