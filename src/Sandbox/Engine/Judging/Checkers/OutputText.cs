using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>
/// Output as text. White space is only what ASCII calls so: an invisible Unicode character is a difference. Bytes that
/// are no UTF-8 are never equal to anything, so that no replacement character can stand for them.
/// </summary>
internal static class OutputText
{
    private const int QuotedLength = 60;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes; false for invalid UTF-8.</summary>
    public static bool TryDecode(byte[] output, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict.GetString(output);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>The finding for output that is no text.</summary>
    public static Finding NoText { get; } = Finding.Wrong("the output is not valid UTF-8");

    /// <summary>Lines without trailing white space, without empty lines at the end.</summary>
    public static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd(' ', '\t', '\r', '\v', '\f')).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    /// <summary>Words between white space.</summary>
    public static string[] Tokens(string text) =>
        text.Split([' ', '\t', '\r', '\n', '\v', '\f'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A short quotation for a message.</summary>
    public static string Quote(string text)
    {
        var cut = text.Length > QuotedLength ? text[..QuotedLength] + "…" : text;
        return $"'{cut}'";
    }
}
