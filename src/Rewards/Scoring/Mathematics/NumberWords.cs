namespace R1Code.Rewards.Mathematics;

/// <summary>Whole numbers in English words: seven, twenty-one, three hundred and five, two million.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly string[] Tens =
    [
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ];

    /// <summary>The number that the words say as a whole; null where they say none, or more than one.</summary>
    public static long? Read(string words)
    {
        var parts = words.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > 20)
        {
            return null;
        }

        // Each word may only add what is still free: "five six" is two numbers, "six hundred five" one.
        long total = 0;
        long group = 0;
        var free = 1_000L;
        var lastScale = long.MaxValue;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part == "and" && i > 0 && i + 1 < parts.Length && parts[i - 1] is "hundred" or "thousand" or "million")
            {
                continue;
            }

            if (Scale(part) is { } scale)
            {
                if (group == 0 || scale >= lastScale)
                {
                    return null;
                }

                total += group * scale;
                (group, free, lastScale) = (0, 1_000, scale);
            }
            else if (part == "hundred" && group is > 0 and < 10)
            {
                (group, free) = (group * 100, 100);
            }
            else if (Below100(part) is { } value && value < free && (value > 0 || parts.Length == 1))
            {
                group += value;
                free = value >= 20 ? 10 : 1;
            }
            else
            {
                return null;
            }
        }

        return total + group;
    }

    private static long? Scale(string word) =>
        word switch
        {
            "thousand" => 1_000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            "trillion" => 1_000_000_000_000,
            _ => null,
        };

    /// <summary>A fraction in words: one half, two-thirds, three quarters; null for anything else.</summary>
    public static (long Above, long Below)? ReadFraction(string words)
    {
        var cut = words.LastIndexOfAny([' ', '-']);
        if (cut <= 0 || Read(words[..cut]) is not { } above)
        {
            return null;
        }

        return Denominator(words[(cut + 1)..].ToLowerInvariant().TrimEnd('s')) is { } below ? (above, below) : null;
    }

    private static int? Denominator(string part) =>
        part switch
        {
            "half" or "halve" => 2,
            "third" => 3,
            "quarter" => 4,
            "fifth" => 5,
            "eighth" => 8,
            "ninth" => 9,
            "twelfth" => 12,
            _ when part.EndsWith("th", StringComparison.Ordinal) => Below100(part[..^2]),
            _ => null,
        };

    /// <summary>What a word behind digits multiplies them by: 5 hundred, 5 million.</summary>
    public static long? Multiplier(string word) => word == "hundred" ? 100 : Scale(word);

    private static int? Below100(string word)
    {
        var small = Array.IndexOf(Small, word);
        var tens = Array.IndexOf(Tens, word);
        return small >= 0 ? small
            : tens >= 0 ? 20 + (10 * tens)
            : null;
    }
}
