using System.Text;

namespace R1Code.Sandbox.Containers;

/// <summary>Keeps the last bytes of a stream of diagnostics: what a box wrote before it broke.</summary>
internal sealed class ErrorTail
{
    private const int Limit = 4096;
    private readonly Lock _lock = new();
    private byte[] _bytes = [];

    /// <summary>Adds bytes, forgetting the oldest.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            byte[] all = [.. _bytes, .. bytes];
            _bytes = all.Length > Limit ? all[^Limit..] : all;
        }
    }

    /// <inheritdoc />
    public override string ToString()
    {
        lock (_lock)
        {
            return Encoding.UTF8.GetString(_bytes).Trim();
        }
    }
}
