using System.Text;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// Keeps the first and the last bytes of a stream of diagnostics: what a box wrote before it broke. A runtime that
/// crashes says why first and then prints a long stack.
/// </summary>
internal sealed class ErrorText
{
    private const int Kept = 2048;
    private readonly Lock _lock = new();
    private byte[] _start = [];
    private byte[] _end = [];
    private long _total;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _total += bytes.Length;
            var taken = Math.Min(bytes.Length, Kept - _start.Length);
            _start = [.. _start, .. bytes[..taken]];
            byte[] rest = [.. _end, .. bytes[taken..]];
            _end = rest.Length > Kept ? rest[^Kept..] : rest;
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        lock (_lock)
        {
            var gap = _total > _start.Length + _end.Length ? "\n…\n" : "";
            return (Encoding.UTF8.GetString(_start) + gap + Encoding.UTF8.GetString(_end)).Trim();
        }
    }
}
