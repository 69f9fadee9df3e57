using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class GradientWorkersTests
{
    private static readonly ModelConfig Config = LearnerTests.Config with
    {
        ModelType = "qwen3",
        MaxPositionEmbeddings = 64,
        TieWordEmbeddings = true,
    };

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(3, true, false)]
    [InlineData(2, true, true)]
    public void Steps_AreTheSame_WhoeverComputesTheirMicroBatches(int workers, bool checkpointing, bool adapters)
    {
        var alone = Learn(1, checkpointing, adapters);
        var shared = Learn(workers, checkpointing, adapters);

        foreach (var (e, a) in alone.Zip(shared))
        {
            for (var i = 0; i < e.Length; i++)
            {
                Assert.Equal(e[i], a[i], 1e-4f);
            }
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Steps_RepeatBitForBit_WithTheSameNumberOfWorkers(int workers, bool checkpointing)
    {
        var first = Learn(workers, checkpointing, adapters: false);

        for (var again = 0; again < 5; again++)
        {
            Assert.Equal(first, Learn(workers, checkpointing, adapters: false));
        }
    }

    [Fact]
    public void Replica_ReadsTheModelsWeights_AndGathersGradientsOfItsOwn()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        Lora.Attach(model, new LoraOptions(), 1);
        using var replica = model.Replica();
        using var scope = torch.NewDisposeScope();
        var ids = torch.arange(8).view(1, 8);
        using (torch.no_grad())
        {
            foreach (var parameter in model.parameters())
            {
                parameter.add_(.01);
            }
        }

        var (mine, theirs) = (replica.TokenLogProbs(ids).LogProbs, model.TokenLogProbs(ids).LogProbs);
        mine.sum().backward();

        Assert.Equal(theirs.data<float>().ToArray(), mine.data<float>().ToArray());
        Assert.All(model.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.Equal(
            model.parameters().Select(parameter => parameter.requires_grad),
            replica.parameters().Select(parameter => parameter.grad is not null)
        );
    }

    [Fact]
    public void FailedMicroBatch_FailsTheStep_AndLeavesTheWorkersFit()
    {
        using var model = DecoderModel.Initialize(Config, 1);
        using var optimizer = new AdamW(model.named_parameters());
        using var workers = new GradientWorkers(model, 2);
        var done = 0;

        var error = Assert.Throws<InvalidDataException>(() =>
        {
            using var step = workers.Begin<int>();
            step.Add((_, _) => throw new InvalidDataException("torn"));
            step.Add((_, _) => Interlocked.Increment(ref done));
            step.End();
        });
        using var next = workers.Begin<int>();
        next.Add((_, worker) => worker);
        next.Add((_, worker) => worker);
        next.Add((_, worker) => worker);

        Assert.Equal("torn", error.Message);
        Assert.Equal(1, done);
        Assert.Equal([0, 1, 0], next.End());
    }

    [Fact]
    public void MicroBatches_AreAMultipleOfTheWorkers_AndOfOneSize()
    {
        int[] rows = [9, 8, 7, 7, 6, 5, 4, 4, 3, 3, 2, 2];

        Assert.Equal([58, 2], Sizes(100, 1));
        Assert.Equal([37, 23], Sizes(100, 2)); // 45 and 35 tokens with what pads
        Assert.Equal(4, Sizes(30, 2).Count);
        Assert.Equal([8], TokenRows.MicroBatches([8], row => row, 100, 2).Select(part => part.Sum()));

        List<int> Sizes(int budget, int workers) =>
            [.. TokenRows.MicroBatches(rows, row => row, budget, workers).Select(part => part.Sum())];
    }

    private static float[][] Learn(int count, bool checkpointing, bool adapters)
    {
        using var model = DecoderModel.Initialize(Config, 1);
        model.GradientCheckpointing = checkpointing;
        if (adapters)
        {
            Lora.Attach(model, new LoraOptions { R = 2 }, 1);
        }

        using var other = DecoderModel.Initialize(Config, 2);
        using var reference = ReferencePolicy.SnapshotOf(other);
        using var optimizer = new AdamW(model.named_parameters());
        using var workers = new GradientWorkers(model, count);
        var options = new OptimizerOptions { MicroBatchTokens = 40 };
        var sft = new SftLearner(model, optimizer, options, 0, packLength: 20, workers);
        var rl = new PolicyLearner(
            model,
            optimizer,
            new GrpoOptions { Beta = .1, LossType = LossType.Dapo },
            new RolloutOptions { MaxCompletionLength = 8 },
            options,
            0,
            workers
        );
        var rows = Enumerable.Range(1, 12).Select(i => TokenRow.Of([1, 2, i], [.. Enumerable.Range(3, 1 + i % 7)]));
        for (var step = 0; step < 3; step++)
        {
            sft.Step([.. rows], 1e-3);
            rl.Update(Episodes(), reference, 1e-3, SeededRandom.For(1, "order"));
        }

        return [.. model.parameters().Select(p => p.detach().contiguous().data<float>().ToArray())];
    }

    /// <summary>Six groups of four, scored.</summary>
    internal static Episode[] Episodes() =>
        [
            .. Enumerable
                .Range(0, 24)
                .Select(i => new Episode
                {
                    Problem = new Problem { Id = $"p{i / 4}" },
                    Group = i / 4,
                    Sample = i % 4,
                    PromptTokens = [1, 2, 3 + i / 4],
                    CompletionTokens = [.. Enumerable.Range(4 + i % 4, 2 + i % 3)],
                    LogProbs = [.. Enumerable.Repeat(-3f, 2 + i % 3)],
                    Completion = "",
                    Advantage = i % 4 - 1.5,
                    Score = new RewardBreakdown
                    {
                        ProblemId = "p",
                        Reward = 1,
                        Rewards = new Dictionary<string, double?>(),
                    },
                }),
        ];
}
