using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace R1Code.Sandbox.Boxes;

/// <summary>
/// The boxes that wait for work, the last used on top: its code is the best compiled and its memory the warmest, and a
/// standby stays one. Those who wait for a box get theirs in the order in which they came.
/// </summary>
internal sealed class IdleBoxes(int capacity)
{
    // A token for each box: the channel keeps the order of those who wait, the stack that of the boxes.
    private readonly Channel<bool> _tokens = Channel.CreateBounded<bool>(capacity);
    private readonly Stack<Box> _boxes = new(capacity);
    private readonly Lock _lock = new();

    /// <summary>How many there are.</summary>
    public int Count => _tokens.Reader.Count;

    /// <summary>Waits for a box.</summary>
    /// <exception cref="ChannelClosedException">It was closed.</exception>
    public async ValueTask<Box> TakeAsync(CancellationToken cancellationToken)
    {
        await _tokens.Reader.ReadAsync(cancellationToken);
        return Pop();
    }

    /// <summary>Takes a box that is there now.</summary>
    public bool TryTake([NotNullWhen(true)] out Box? box)
    {
        box = _tokens.Reader.TryRead(out _) ? Pop() : null;
        return box is not null;
    }

    /// <summary>Puts a box on top; false where there is no room or it was closed.</summary>
    public bool TryAdd(Box box)
    {
        lock (_lock)
        {
            _boxes.Push(box);
            if (_tokens.Writer.TryWrite(true))
            {
                return true;
            }

            _boxes.Pop();
            return false;
        }
    }

    /// <summary>Lets nobody wait any more, and takes no box.</summary>
    public void Close() => _tokens.Writer.TryComplete();

    // Every token was written after its box was pushed, so there is one.
    private Box Pop()
    {
        lock (_lock)
        {
            return _boxes.Pop();
        }
    }
}
