using System.Globalization;

namespace R1Code.Rewards.Service.Foreign.Piston;

/// <summary>The one runtime, and whether a SemVer selector such as <c>*</c>, <c>14.x</c>, <c>^14.0.0</c> or <c>&gt;=13 &lt;15</c> takes it.</summary>
internal static class PistonRuntime
{
    public const string Language = "csharp";
    public const string Version = "14.0.0";

    private static readonly int[] Numbers = [14, 0, 0];

    public static IReadOnlyList<string> Aliases { get; } = ["cs", "c#", "csharp.net"];

    public static bool Matches(string language, string selector) =>
        (language == Language || Aliases.Contains(language))
        && selector.Split("||").Any(range => range.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(IsSatisfied));

    private static bool IsSatisfied(string comparator)
    {
        var digits = comparator.AsSpan().TrimStart("<>=^~v");
        var sign = comparator[..^digits.Length];
        if (Parse(digits) is not { } wanted)
        {
            return false;
        }

        var order = Compare(wanted);
        return sign switch
        {
            "" or "=" or "v" => SamePrefix(wanted, wanted.Length),
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            "<=" => order <= 0,

            // A caret keeps the first number, a tilde the first two.
            "^" => order >= 0 && SamePrefix(wanted, 1),
            "~" => order >= 0 && SamePrefix(wanted, 2),
            _ => false,
        };
    }

    /// <summary>The numbers before the first wildcard; null for what is no version.</summary>
    private static int[]? Parse(ReadOnlySpan<char> text)
    {
        var numbers = new List<int>();
        var parts = text.ToString().Split('.');
        foreach (var part in parts)
        {
            if (part is "*" or "x" or "X" or "")
            {
                return parts.Length > 3 ? null : [.. numbers];
            }

            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count > 3 ? null : [.. numbers];
    }

    private static bool SamePrefix(int[] wanted, int length) =>
        wanted
            .AsSpan(0, Math.Min(length, wanted.Length))
            .SequenceEqual(Numbers.AsSpan(0, Math.Min(length, wanted.Length)));

    private static int Compare(int[] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (Numbers[i] != wanted[i])
            {
                return Numbers[i].CompareTo(wanted[i]);
            }
        }

        return 0;
    }
}
