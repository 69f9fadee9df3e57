using System.Globalization;
using System.Text.RegularExpressions;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>The functions every template may call.</summary>
internal static partial class Functions
{
    private const int LongestRange = 100_000;

    /// <summary>
    /// The day that Llama's templates fall back to. A real one would make equal conversations differ from day to day, and a
    /// resumed run from the one it continues.
    /// </summary>
    private static readonly DateTime FixedDay = new(2024, 7, 26, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyDictionary<string, Function> All { get; } =
        new Dictionary<string, Function>(StringComparer.Ordinal)
        {
            ["range"] = (arguments, _) => Range(arguments),
            ["namespace"] = (arguments, named) => NamespaceOf(arguments, named),
            ["dict"] = (_, named) => new OrderedDictionary<string, object?>(named, StringComparer.Ordinal),
            ["strftime_now"] = (arguments, _) => TracedText.Of(Today(Values.Text(arguments[0]).Value)),
            ["raise_exception"] = (arguments, _) =>
                throw new JinjaException(
                    "the template says: " + (arguments.Count > 0 ? Values.Print(arguments[0]).Value : "no reason")
                ),
        };

    /// <summary>The fixed day in the format that C's strftime names.</summary>
    private static string Today(string format) =>
        CodeOf()
            .Replace(
                format,
                code =>
                    code.Value[1] switch
                    {
                        'Y' => Day("yyyy"),
                        'y' => Day("yy"),
                        'm' => Day("MM"),
                        'd' => Day("dd"),
                        'B' => Day("MMMM"),
                        'b' => Day("MMM"),
                        'A' => Day("dddd"),
                        'a' => Day("ddd"),
                        'H' => Day("HH"),
                        'I' => Day("hh"),
                        'M' => Day("mm"),
                        'S' => Day("ss"),
                        'p' => Day("tt"),
                        'j' => FixedDay.DayOfYear.ToString("D3", CultureInfo.InvariantCulture),
                        '%' => "%",
                        _ => throw new JinjaException($"strftime_now: the format {code.Value} is not supported"),
                    }
            );

    private static string Day(string format) => FixedDay.ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex("%.", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex CodeOf();

    private static List<object?> Range(IReadOnlyList<object?> arguments)
    {
        var (from, to, step) = arguments.Count switch
        {
            1 => (0, Values.Whole(arguments[0]), 1),
            2 => (Values.Whole(arguments[0]), Values.Whole(arguments[1]), 1),
            3 => (Values.Whole(arguments[0]), Values.Whole(arguments[1]), Values.Whole(arguments[2])),
            _ => throw new JinjaException("range needs 1 to 3 arguments"),
        };
        if (step == 0 || Math.Abs(((long)to - from) / step) > LongestRange)
        {
            throw new JinjaException($"a range must have a step and at most {LongestRange} numbers");
        }

        var numbers = new List<object?>();
        for (long at = from; step > 0 ? at < to : at > to; at += step)
        {
            numbers.Add(at);
        }

        return numbers;
    }

    private static Namespace NamespaceOf(IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> named)
    {
        var space = new Namespace();
        var given = arguments.Count > 0 && arguments[0] is OrderedDictionary<string, object?> map ? map : [];
        foreach (var (name, value) in given.Concat(named))
        {
            space.Items[name] = value;
        }

        return space;
    }
}
