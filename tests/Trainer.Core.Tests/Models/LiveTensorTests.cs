using System.Runtime;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Core.Tests.Learning;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Rollouts;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>Alone in the process while it runs, since live tensors are counted for all threads together.</summary>
[CollectionDefinition(nameof(LiveTensorTests), DisableParallelization = true)]
[Collection(nameof(LiveTensorTests))]
public sealed class LiveTensorTests
{
    [Theory]
    [InlineData(false, 100)]
    [InlineData(true, 1000)]
    public void StepsOfSamplingAndLearning_LeaveNoTensorBehind(bool checkpointing, int steps)
    {
        using var model = DecoderModel.Initialize(TinyModels.Config("qwen3"), seed: 1);
        model.GradientCheckpointing = checkpointing;
        using var optimizer = new AdamW(model.named_parameters());
        var engine = new RolloutEngine(model, maxRows: 3);
        AssertNothingIsLeft(() => SampleAndLearn(engine, model, optimizer), steps);
    }

    [Fact]
    public void StepsOfSeveralWorkers_LeaveNoTensorBehind()
    {
        using var model = DecoderModel.Initialize(TinyModels.Config("qwen3"), seed: 1);
        model.GradientCheckpointing = true;
        using var optimizer = new AdamW(model.named_parameters());
        using var workers = new GradientWorkers(model, 2);
        var options = new OptimizerOptions { MicroBatchTokens = 12 };
        var learner = new SftLearner(model, optimizer, options, padId: 0, workers: workers);
        var rows = Enumerable.Range(1, 8).Select(i => TokenRow.Of([1, 2], [3, i])).ToArray();
        AssertNothingIsLeft(() => learner.Step(rows, 1e-3), 200);
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    [InlineData(2, false, true)]
    [InlineData(2, true, false)]
    public void StepsOfReinforcement_LeaveNoTensorBehind(int count, bool checkpointing, bool adapters)
    {
        using var model = DecoderModel.Initialize(TinyModels.Config("qwen3"), seed: 1);
        using var reference = ReferencePolicy.SnapshotOf(model);
        model.GradientCheckpointing = checkpointing;
        if (adapters)
        {
            Lora.Attach(model, new LoraOptions { R = 2 }, 1);
        }

        using var optimizer = new AdamW(model.named_parameters());
        using var workers = new GradientWorkers(model, count);
        var learner = new PolicyLearner(
            model,
            optimizer,
            new GrpoOptions { Beta = .1, LossType = LossType.Dapo },
            new RolloutOptions { MaxCompletionLength = 8 },
            new OptimizerOptions { MicroBatchTokens = 40 },
            padId: 0,
            workers
        );
        var episodes = GradientWorkersTests.Episodes();

        AssertNothingIsLeft(() => learner.Update(episodes, reference, 1e-3, SeededRandom.For(1, "order")), 20);
    }

    // At first without the collector, which frees what nobody disposed, but only when it comes round to it.
    private static void AssertNothingIsLeft(Action step, int steps)
    {
        step();
        var before = Live();
        Assert.True(GC.TryStartNoGCRegion(200L << 20));
        for (var i = 0; i < 20; i++)
        {
            step();
        }

        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.EndNoGCRegion();

        for (var i = 0; i < steps; i++)
        {
            step();
        }

        Assert.Equal(before, Live());
    }

    private static void SampleAndLearn(RolloutEngine engine, DecoderModel model, AdamW optimizer)
    {
        var requests = Enumerable
            .Range(0, 4)
            .Select(i => new RolloutRequest(i, i / 2, [1, 2 + i / 2], (ulong)i))
            .ToArray();
        var options = new SamplingOptions { MaxNewTokens = 2, StopTokenIds = [4] };
        var written = engine
            .Generate(requests, options, cancellationToken: TestContext.Current.CancellationToken)
            .ToArray();

        using var scope = NewDisposeScope();
        var ids = tensor([.. written.SelectMany(r => r.TokenIds.Take(1).Concat([5, 6])).Select(id => (long)id)])
            .view(4, 3);
        optimizer.ZeroGrad();
        var scores = model.TokenLogProbs(ids, attention: AttentionContext.FromPadding(ones(4, 3)), withEntropy: true);
        (scores.LogProbs.mean().neg() - scores.Entropy!.mean()).backward();
        optimizer.ClipGradientNorm(1);
        optimizer.Step(1e-3);
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
