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

        Assert.All(fast.Zip(slow), pair => Assert.Equal(MathF.Log(pair.First), MathF.Log(pair.Second), 1e-3f));
    }

    [Fact]
    public void Step_GivesARowTheSameBits_WhateverRowsAreBeside()
    {
        using var model = Model();

        var alone = OnThreads(2, () => Decode(model, fast: true));

        Assert.SkipWhen(CpuProducts.MostRows == 1, "this processor leaves rows beside each other to the library");
        foreach (var rows in (int[])[2, 5, 16, 64])
        {
            Assert.Equal(alone, OnThreads(2, () => Decode(model, fast: true, rows)));
        }
    }

    /// <summary>What three steps find likely after a made-up prompt, in the last of some rows.</summary>
    private static float[] Decode(DecoderModel model, bool fast, int rows = 1)
    {
        using var scope = NewDisposeScope();
        using var inference = new InferenceModel(model);
        using IDecoder decoder = fast
            ? new CpuDecoder(model, inference, rows)
            : new TorchDecoder(model, inference, rows);
        var config = model.Config;
        for (var row = 0; row < rows; row++)
        {
            // The last row is the one that is looked at: its prompt is the same whatever stands before it.
            var length = row == rows - 1 ? PromptLength : 1 + row;
            using var random = new Generator((ulong)length);
            decoder.AddRow(
                randn([config.NumHiddenLayers, 2, 1, config.KeyValueHeads, length, config.HeadWidth], generator: random)
            );
        }

        return
        [
            .. Enumerable
                .Range(7, 3)
                .SelectMany(id =>
                    decoder
                        .Step([.. Enumerable.Repeat(3L, rows - 1), id], temperature: 0.7)[rows - 1]
                        .data<float>()
                        .ToArray()
                ),
        ];
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
