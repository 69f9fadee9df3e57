using System.Globalization;
using System.Text;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>Byte for byte.</summary>
internal sealed class ExactChecker : IChecker
{
    /// <inheritdoc />
    public Finding Check(byte[] output, string expected)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        var common = output.AsSpan().CommonPrefixLength(wanted);
        return common == output.Length && common == wanted.Length
            ? Finding.Accepted
            : Finding.Wrong(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{output.Length} bytes, expected {wanted.Length}; the first difference is at byte {common}"
                )
            );
    }
}
