using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// The numbers of a contiguous float32 tensor on the CPU, whose place is asked for once: asking costs more than a small
/// operation. Keeps the tensor object, not its memory: the block is of no use after the tensor is disposed.
/// </summary>
internal readonly unsafe struct FloatBlock
{
    private readonly Tensor _tensor;
    private readonly float* _first;

    public FloatBlock(Tensor tensor)
    {
        _tensor = tensor;
        _first = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
        Length = (int)tensor.numel();
    }

    public int Length { get; }

    public Span<float> All => new(_first, Length);

    /// <summary>A tensor of the same numbers.</summary>
    public Tensor Tensor => _tensor;

    public Span<float> Slice(int start, int count) => All.Slice(start, count);
}
