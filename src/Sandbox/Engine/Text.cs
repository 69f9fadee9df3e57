using System.Text;

namespace R1Code.Sandbox;

/// <summary>Untrusted bytes and text, cut before they are kept anywhere.</summary>
internal static class Text
{
    /// <summary>The start of some bytes as text; invalid UTF-8 becomes U+FFFD. Null when there are none.</summary>
    public static string? Start(byte[] bytes, int limit)
    {
        if (bytes.Length == 0 || limit == 0)
        {
            return null;
        }

        // A character takes at most four bytes, so more than that many need not be decoded.
        var decoded = Encoding.UTF8.GetString(bytes.AsSpan(0, (int)Math.Min(bytes.Length, limit * 4L)));
        return Cut(decoded, limit);
    }

    /// <summary>As <see cref="Start"/>, for messages.</summary>
    public static string Show(byte[] bytes, int limit) => Start(bytes, limit)?.Trim() ?? "(no text)";

    /// <summary>At most <paramref name="limit"/> characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit > 0 && char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        return text[..end] + "…";
    }
}
