using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Core.Tests.Checkpoints;
using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class AdamWTests
{
    private static torch.Tensor Ids() => torch.tensor(new long[] { 1, 5, 30, 16, 2, 99, 200, 7 }).view(2, 4);

    [Fact]
    public void Step_MovesWeights_AsPyTorchsOptimizerDoes()
    {
        using var ours = CheckpointTests.Model("qwen2");
        using var theirs = CheckpointTests.Model("qwen2");
        using var optimizer = new AdamW(ours.named_parameters(), new AdamWOptions { WeightDecay = 0.1 });
        var (matrices, vectors) = (
            theirs.parameters().Where(p => p.dim() > 1),
            theirs.parameters().Where(p => p.dim() == 1)
        );
        using var decaying = torch.optim.AdamW(matrices, lr: 0.01, weight_decay: 0.1);
        using var staying = torch.optim.AdamW(vectors, lr: 0.01, weight_decay: 0);
        for (var step = 0; step < 5; step++)
        {
            Learn(ours, optimizer);
            decaying.zero_grad();
            staying.zero_grad();
            theirs.TokenLogProbs(Ids()).LogProbs.sum().neg().backward();
            decaying.step();
            staying.step();
        }

        foreach (var ((name, left), (_, right)) in ours.Weights().Zip(theirs.Weights()))
        {
            Assert.True(left.allclose(right, rtol: 1e-4, atol: 1e-5), name);
        }
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void Load_ContinuesToTheBit_WhereSaveStopped(torch.ScalarType type)
    {
        using var folder = new TemporaryFolder();
        using var first = DecoderModel.Initialize(CheckpointTests.Model("qwen3").Config, seed: 2, type: type);
        using var firstOptimizer = new AdamW(first.named_parameters());
        Learn(first, firstOptimizer);
        Learn(first, firstOptimizer);
        Checkpoint.Save(folder.File("a"), new(first, null) { Optimizer = firstOptimizer });
        Learn(first, firstOptimizer);

        using var second = Checkpoint.LoadModel(folder.File("a"), type: type);
        using var secondOptimizer = new AdamW(second.named_parameters());
        secondOptimizer.Load(folder.File("a/optimizer.safetensors"));
        Learn(second, secondOptimizer);

        Assert.Equal(3, secondOptimizer.StepCount);
        CheckpointTests.AssertSameWeights(first, second);
    }

    [Fact]
    public void ClipGradientNorm_ScalesAllGradientsTogether()
    {
        using var model = CheckpointTests.Model("llama");
        using var optimizer = new AdamW(model.named_parameters());
        model.TokenLogProbs(Ids()).LogProbs.sum().mul(100).backward();

        var before = optimizer.ClipGradientNorm(0.5);

        Assert.True(before > 0.5);
        Assert.Equal(0.5, optimizer.ClipGradientNorm(double.PositiveInfinity), 1e-4);
    }

    [Theory]
    [InlineData("llama", false)]
    [InlineData("qwen2", false)]
    [InlineData("qwen3", true)]
    public void ZeroGrad_LeavesTheGradientsOfAFreshModel(string type, bool checkpointing)
    {
        // The optimizer keeps gradients in place, and the large ones are added to straight.
        using var scope = torch.NewDisposeScope();
        using var fresh = DecoderModel.Initialize(TinyModels.Config(type), seed: 3);
        using var kept = DecoderModel.Initialize(TinyModels.Config(type), seed: 3);
        (fresh.GradientCheckpointing, kept.GradientCheckpointing) = (checkpointing, checkpointing);
        using var optimizer = new AdamW(kept.named_parameters());
        var ids = torch.tensor(new long[] { 1, 5, 3, 16, 2, 9, 2, 7 }).view(2, 4);

        fresh.TokenLogProbs(ids).LogProbs.sum().neg().backward();
        kept.TokenLogProbs(ids).LogProbs.mean().backward();
        optimizer.ZeroGrad();
        kept.TokenLogProbs(ids).LogProbs.sum().neg().backward();

        foreach (var ((name, left), (_, right)) in fresh.Weights().Zip(kept.Weights()))
        {
            Assert.True(left.grad!.allclose(right.grad!, rtol: 1e-5, atol: 1e-6), name);
        }
    }

    private static void Learn(DecoderModel model, AdamW optimizer)
    {
        using var scope = torch.NewDisposeScope();
        optimizer.ZeroGrad();
        model.TokenLogProbs(Ids()).LogProbs.sum().neg().backward();
        optimizer.Step(0.01);
    }
}
