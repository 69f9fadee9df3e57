using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Models;

public sealed class DecoderModelTests
{
    private static readonly int[] Sequence = [1, 5, 3, 16, 2, 9, 4, 4, 0, 11, 12, 13, 7, 6, 15, 8, 10, 14];

    [Theory]
    [MemberData(nameof(TinyModels.Types), MemberType = typeof(TinyModels))]
    public void ForwardAndBackward_EqualPlainArithmetic(string type)
    {
        using var scope = NewDisposeScope();
        using var model = RandomModel(type);
        var reference = new ReferenceDecoder(
            model.Config,
            model.Weights().ToDictionary(w => w.Name, w => w.Weight.to(ScalarType.Float64).data<double>().ToArray())
        );
        var expectedLoss = reference.LossAndGradients(Sequence);

        var ids = Batch(Sequence);
        var loss = model.TokenLogProbs(ids).LogProbs.sum().neg();
        loss.backward();
        var logits = model.Logits(model.Hidden(ids)).data<float>().ToArray();

        AssertClose(reference.Logits.SelectMany(row => row), logits, "logits");
        Assert.Equal(expectedLoss, loss.item<float>(), 1e-3);
        foreach (var (name, weight) in model.Weights())
        {
            AssertClose(reference.Gradients[name], weight.grad!.contiguous().data<float>().ToArray(), name);
        }
    }

    [Theory]
    [MemberData(nameof(TinyModels.Types), MemberType = typeof(TinyModels))]
    public void PaddedRows_EqualUnpaddedRows_OnEitherSide(string type)
    {
        using var scope = NewDisposeScope();
        using var model = RandomModel(type);
        int[] first = Sequence[..11],
            second = Sequence[4..10];
        var expected = LogProbs(first).Concat(LogProbs(second)).ToArray();

        foreach (var left in new[] { true, false })
        {
            var ids = stack([Batch(Pad(first, 14, left)).squeeze(0), Batch(Pad(second, 14, left)).squeeze(0)]);
            var real = stack([Real(first.Length, 14, left), Real(second.Length, 14, left)]);
            var counted = real.narrow(1, 1, 13).logical_and(real.narrow(1, 0, 13));
            var attention = AttentionContext.FromPadding(real);

            var scores = model.TokenLogProbs(ids, counted, attention).LogProbs;

            AssertClose(expected, scores.masked_select(counted).data<float>().ToArray(), left ? "left" : "right");
        }

        var right = stack([Batch(Pad(first, 14, false)).squeeze(0), Batch(Pad(second, 14, false)).squeeze(0)]);
        var plain = model.TokenLogProbs(right).LogProbs;
        AssertClose(
            expected,
            plain[0]
                .narrow(0, 0, 10)
                .data<float>()
                .ToArray()
                .Concat(plain[1].narrow(0, 0, 5).data<float>().ToArray())
                .ToArray(),
            "right without a mask"
        );

        double[] LogProbs(int[] sequence) =>
            [.. model.TokenLogProbs(Batch(sequence)).LogProbs.data<float>().ToArray().Select(x => (double)x)];
    }

    [Fact]
    public void PackedSequences_DoNotSeeEachOther()
    {
        using var scope = NewDisposeScope();
        using var model = RandomModel("qwen3");
        var packed = Batch(Sequence);
        var segments = tensor(
                Enumerable
                    .Range(0, 18)
                    .Select(t =>
                        t < 7 ? 0L
                        : t < 12 ? 1L
                        : 2L
                    )
                    .ToArray()
            )
            .unsqueeze(0);

        var hidden = model.Hidden(packed, attention: AttentionContext.FromSegments(segments));

        foreach (var (start, length) in new[] { (0, 7), (7, 5), (12, 6) })
        {
            var alone = model.Hidden(Batch(Sequence[start..(start + length)]));
            Assert.True(hidden.narrow(1, start, length).allclose(alone, rtol: 1e-4, atol: 1e-5), $"from {start}");
        }
    }

    [Theory]
    [MemberData(nameof(TinyModels.Types), MemberType = typeof(TinyModels))]
    public void GradientCheckpointing_ChangesNoGradient(string type)
    {
        using var scope = NewDisposeScope();
        using var model = RandomModel(type);
        var expected = Gradients();
        model.GradientCheckpointing = true;

        foreach (var (name, gradient) in Gradients())
        {
            Assert.True(gradient.equal(expected[name]).all().item<bool>(), name);
        }

        Dictionary<string, Tensor> Gradients()
        {
            model.zero_grad();
            model.TokenLogProbs(Batch(Sequence)).LogProbs.sum().backward();
            return model.Weights().ToDictionary(w => w.Name, w => w.Weight.grad!.clone());
        }
    }

    [Theory]
    [InlineData(5, 300, false)]
    [InlineData(2, 700, false)]
    [InlineData(3, 300, true)]
    public void GradientCheckpointing_ChangesNoGradient_WhenALayerIsCutIntoSlices(int batch, int time, bool padded)
    {
        using var scope = NewDisposeScope();
        using var model = DecoderModel.Initialize(
            TinyModels.Config("qwen3") with
            {
                MaxPositionEmbeddings = 1024,
            },
            seed: 5
        );
        using var generator = new Generator(3, CPU);
        var ids = randint(0, model.Config.VocabSize, [batch, time], ScalarType.Int64, generator: generator);
        var real = ones(batch, time, dtype: ScalarType.Bool);
        real.narrow(0, 1, 1).narrow(1, 0, time / 2).fill_(false); // padded on the left
        var expected = Gradients();
        model.GradientCheckpointing = true;

        foreach (var (name, gradient) in Gradients())
        {
            Assert.True(gradient.allclose(expected[name], rtol: 1e-3, atol: 1e-6), name);
        }

        Dictionary<string, Tensor> Gradients()
        {
            model.zero_grad();
            var attention = padded ? AttentionContext.FromPadding(real) : null;
            var mask = padded ? real.narrow(1, 1, time - 1) : null;
            model.TokenLogProbs(ids, mask, attention).LogProbs.mean().backward();
            return model.Weights().ToDictionary(w => w.Name, w => w.Weight.grad!.clone());
        }
    }

    [Fact]
    public void Hidden_RefusesASequence_LongerThanTheContext()
    {
        using var model = RandomModel("llama");

        var failure = Assert.Throws<ArgumentException>(() => model.Hidden(zeros(1, 65, dtype: ScalarType.Int64)));

        Assert.Contains(
            "65 tokens is longer than the model's context of 64",
            failure.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Hidden_GrowsItsRotaryTable_ForLongSequences()
    {
        using var scope = NewDisposeScope();
        using var model = DecoderModel.Initialize(
            TinyModels.Config("llama") with
            {
                MaxPositionEmbeddings = 4000,
            },
            seed: 1
        );
        var ids = arange(3000).remainder(17).to(ScalarType.Int64).unsqueeze(0);

        var early = model.Hidden(ids.narrow(1, 0, 900));
        var late = model.Hidden(ids);

        Assert.True(late.narrow(1, 0, 900).allclose(early, rtol: 1e-4, atol: 1e-5));
        Assert.False(late[0, 2999].allclose(late[0, 2999 - 17], rtol: 1e-4, atol: 1e-5));
    }

    [Fact]
    public void Initialize_GivesTheSameWeights_ForTheSameSeed()
    {
        using var first = DecoderModel.Initialize(TinyModels.Config("llama"), seed: 4);
        using var again = DecoderModel.Initialize(TinyModels.Config("llama"), seed: 4);
        using var other = DecoderModel.Initialize(TinyModels.Config("llama"), seed: 5);

        Checkpoints.CheckpointTests.AssertSameWeights(first, again);
        Assert.False(first.Weights().First().Weight.equal(other.Weights().First().Weight).all().item<bool>());
    }

    [Fact]
    public void BrainFloat_ComputesTheSameModel_Roughly()
    {
        using var scope = NewDisposeScope();
        using var exact = DecoderModel.Initialize(TinyModels.Config("qwen3"), seed: 3);
        using var rough = DecoderModel.Initialize(TinyModels.Config("qwen3"), seed: 3, type: ScalarType.BFloat16);

        var expected = exact.TokenLogProbs(Batch(Sequence)).LogProbs;
        var actual = rough.TokenLogProbs(Batch(Sequence)).LogProbs;

        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.True(actual.allclose(expected, rtol: 0.05, atol: 0.2));
    }

    /// <summary>Random norms and biases too: ones and zeros would hide mistakes.</summary>
    private static DecoderModel RandomModel(string type)
    {
        var model = DecoderModel.Initialize(TinyModels.Config(type), seed: 17);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(99, CPU);
        foreach (var (_, weight) in model.Weights().Where(w => w.Weight.dim() == 1))
        {
            weight.add_(randn(weight.shape, generator: generator).mul_(0.3));
        }

        return model;
    }

    private static Tensor Batch(int[] ids) => tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0);

    private static int[] Pad(int[] ids, int length, bool left)
    {
        var padding = Enumerable.Repeat(16, length - ids.Length);
        return left ? [.. padding, .. ids] : [.. ids, .. padding];
    }

    private static Tensor Real(int count, int length, bool left) =>
        tensor([.. Enumerable.Range(0, length).Select(t => left ? t >= length - count : t < count)]);

    private static void AssertClose(IEnumerable<double> expected, float[] actual, string what)
    {
        var reference = expected.ToArray();
        Assert.Equal(reference.Length, actual.Length);
        var scale = reference.Max(Math.Abs);
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.True(
                Math.Abs(reference[i] - actual[i]) <= 2e-5 * scale + 2e-5 * Math.Abs(reference[i]) + 1e-6,
                $"{what}[{i}]: expected {reference[i]}, got {actual[i]}"
            );
        }
    }
}
