using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Rollouts;

/// <summary>A model large enough that every piece of a step is shared between threads.</summary>
public sealed class CpuDecoderTests
{
    private const int PromptLength = 130;

    [Fact]
    public void Step_GivesTheSameBits_OnAnyNumberOfThreads()
    {
        using var model = Model();

        var alone = OnThreads(1, () => Decode(model, fast: true));

        Assert.Equal(alone, OnThreads(2, () => Decode(model, fast: true)));
        Assert.Equal(alone, OnThreads(3, () => Decode(model, fast: true)));
    }

    [Fact]
    public void Step_EqualsTheTensorLibrarys_WithinRounding()
    {
        using var model = Model();

        var (fast, slow) = (
            OnThreads(2, () => Decode(model, fast: true)),
            OnThreads(2, () => Decode(model, fast: false))
        );

        Assert.All(fast.Zip(slow), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
    }

    /// <summary>The logits of three steps after a made-up prompt.</summary>
    private static float[] Decode(DecoderModel model, bool fast)
    {
        using var scope = NewDisposeScope();
        using var inference = new InferenceModel(model);
        using IDecoder decoder = fast
            ? new CpuDecoder(model, inference, maxRows: 1)
            : new TorchDecoder(model, inference, maxRows: 1);
        using var random = new Generator(5);
        var config = model.Config;
        decoder.AddRow(
            randn(
                [config.NumHiddenLayers, 2, 1, config.KeyValueHeads, PromptLength, config.HeadWidth],
                generator: random
            )
        );
        return [.. Enumerable.Range(7, 3).SelectMany(id => decoder.Step([id]).reshape(-1).data<float>().ToArray())];
    }

    /// <summary>The library's thread count belongs to the calling thread, so other tests do not notice.</summary>
    private static float[] OnThreads(int count, Func<float[]> work)
    {
        float[] result = [];
        var thread = new Thread(() =>
        {
            set_num_threads(count);
            result = work();
        });
        thread.Start();
        thread.Join();
        return result;
    }

    private static DecoderModel Model() =>
        DecoderModel.Initialize(
            TinyModels.Config("qwen3") with
            {
                HiddenSize = 250, // not a multiple of a vector
                IntermediateSize = 520,
                HeadDim = 64,
                VocabSize = 301,
                MaxPositionEmbeddings = 256,
                InitializerRange = 0.1,
            },
            seed: 3
        );
}
