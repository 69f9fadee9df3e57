using System.Globalization;
using System.Numerics;
using System.Text;

namespace R1Code.Sandbox.Runner.Values;

/// <summary>The runtime's own types that are written as round-trip text.</summary>
internal static class KnownText
{
    /// <summary>Writes the value if its type is one of them.</summary>
    public static bool TryWrite(ref ByteSink sink, object value)
    {
        var text = value switch
        {
            DateTime v => v.ToString("O", CultureInfo.InvariantCulture),
            DateTimeOffset v => v.ToString("O", CultureInfo.InvariantCulture),
            DateOnly v => v.ToString("O", CultureInfo.InvariantCulture),
            TimeOnly v => v.ToString("O", CultureInfo.InvariantCulture),
            TimeSpan v => v.ToString("c", CultureInfo.InvariantCulture),
            Guid v => v.ToString("D"),
            Uri v => v.OriginalString,
            Version v => v.ToString(),
            Index v => v.ToString(),
            Range v => v.ToString(),
            Rune v => v.ToString(),
            Complex v => string.Create(CultureInfo.InvariantCulture, $"{v.Real:R} {v.Imaginary:R}"),
            StringBuilder v => v.ToString(),
            Type v => v.FullName ?? v.Name,
            DBNull => "",
            _ => null,
        };
        if (text is null)
        {
            return false;
        }

        sink.Raw("{\"x\":"u8);
        sink.Text(value is Type ? "Type" : value.GetType().Name);
        sink.Raw(",\"v\":"u8);
        sink.Text(text);
        sink.Byte((byte)'}');
        return true;
    }
}
