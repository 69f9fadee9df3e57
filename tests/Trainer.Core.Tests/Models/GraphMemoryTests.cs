using System.Runtime.InteropServices;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Models;

/// <summary>Alone in the process while it runs, since the C library counts for all threads together.</summary>
[Collection(nameof(LiveTensorTests))]
public sealed class GraphMemoryTests
{
    [Fact]
    public void ACheckpointedStep_HoldsItsLayersInputsAlone_AndNothingAfterTheBackwardPass()
    {
        Assert.SkipUnless(CanCount(), "this C library does not say how much is in use");
        // What earlier tests left to the collector must not be given back in the middle of the counting.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var config = TinyModels.Config("qwen3") with
        {
            HiddenSize = 128,
            HeadDim = 32,
            IntermediateSize = 256,
            NumHiddenLayers = 8,
            MaxPositionEmbeddings = 128,
        };
        using var model = DecoderModel.Initialize(config, seed: 1);
        model.GradientCheckpointing = true;
        using var optimizer = new AdamW(model.named_parameters());
        using var ids = ones(16, 128, ScalarType.Int64);
        // What is made once and kept: gradients, moments, buffers of matrix products.
        _ = HeldAfterTheBackwardPass(model, optimizer, ids);

        var layerInputs = 4 * ids.numel() * config.HiddenSize * (config.NumHiddenLayers + 1);
        Assert.InRange(HeldAmidTheForwardPass(model, ids), layerInputs * 0.5, layerInputs * 1.5);
        Assert.InRange(HeldAfterTheBackwardPass(model, optimizer, ids), -layerInputs, layerInputs * 0.25);
    }

    // When the stack has come to its end, but the scope in which it runs has not.
    private static double HeldAmidTheForwardPass(DecoderModel model, Tensor ids)
    {
        using var scope = NewDisposeScope();
        var before = InUse();
        var time = (int)ids.size(1);
        var rotation = model.Rotary.At(null, time, time, model.Type);
        _ = model.Stack.Forward(ids, rotation, AttentionContext.Causal, checkpointing: true);
        return InUse() - before;
    }

    private static double HeldAfterTheBackwardPass(DecoderModel model, AdamW optimizer, Tensor ids)
    {
        using var scope = NewDisposeScope();
        var before = InUse();
        optimizer.ZeroGrad();
        model.TokenLogProbs(ids).LogProbs.mean().neg().backward();
        var held = InUse() - before;
        optimizer.Step(1e-3);
        return held;
    }

    private static bool CanCount()
    {
        try
        {
            return OperatingSystem.IsLinux() && InUse() > 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static long InUse()
    {
        var info = HeapInfo();
        return (long)(info.InHeap + info.Mapped);
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern MallocInfo HeapInfo();

    // glibc's struct mallinfo2: ten sizes, of which these two are the bytes in use.
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct MallocInfo
    {
        [FieldOffset(32)]
        public nuint Mapped;

        [FieldOffset(56)]
        public nuint InHeap;
    }
}
