namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// A growing buffer outside the managed heap that children do not get: what is in it (other tests' inputs, earlier
/// submissions' outputs) does not exist in the address space of a submission. It is shared memory, with nobody, because that
/// is what <see cref="FrozenMemory"/> leaves alone.
/// </summary>
internal sealed unsafe class PrivateMemory
{
    private const long Kept = 1024 * 1024;

    private byte* _start;
    private long _capacity;

    /// <summary>How many bytes are in use.</summary>
    public long Length { get; private set; }

    /// <summary>The bytes in use.</summary>
    public ReadOnlySpan<byte> Written => new(_start, checked((int)Length));

    /// <summary>Forgets the content, and gives large memory back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_capacity > Kept)
        {
            Sys.Unmap(_start, _capacity);
            _start = null;
            _capacity = 0;
        }
    }

    /// <summary>The bytes in use from an offset on, to be changed. Valid until the next change of length.</summary>
    public Span<byte> From(long offset) => new(_start + offset, checked((int)(Length - offset)));

    /// <summary>Room for content that takes the place of the old.</summary>
    public Span<byte> Replace(int count)
    {
        Clear();
        return Append(count);
    }

    /// <summary>Room for more bytes at the end, which become part of the content.</summary>
    public Span<byte> Append(int count)
    {
        Reserve(Length + count);
        var span = new Span<byte>(_start + Length, count);
        Length += count;
        return span;
    }

    private void Reserve(long needed)
    {
        if (needed <= _capacity)
        {
            return;
        }

        var capacity = Math.Max(64 * 1024, Math.Max(needed + 4095 & ~4095L, _capacity * 2));
        var start = Sys.Map(capacity, -1, shared: true);
        Sys.Must("madvise", Sys.KeepFromForks(start, capacity));
        if (_start is not null)
        {
            Buffer.MemoryCopy(_start, start, capacity, Length);
            Sys.Unmap(_start, _capacity);
        }

        _start = start;
        _capacity = capacity;
    }
}
