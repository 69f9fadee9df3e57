using System.Text.RegularExpressions;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// The unit an answer ends with, where it is one that others can be turned into. An answer may leave its unit out; where both
/// name one, 2 m is 200 cm and not 2 cm.
/// </summary>
internal static partial class Quantities
{
    private static readonly Dictionary<string, (string Kind, int Above, int Below)> Units = Table(
        ("length", 1, 1_000, "mm millimeter millimeters millimetre millimetres"),
        ("length", 1, 100, "cm centimeter centimeters centimetre centimetres"),
        ("length", 1, 10, "dm"),
        ("length", 1, 1, "m meter meters metre metres"),
        ("length", 1_000, 1, "km kilometer kilometers kilometre kilometres"),
        ("feet", 1, 12, "in inch inches"),
        ("feet", 1, 1, "ft foot feet"),
        ("feet", 3, 1, "yd yard yards"),
        ("feet", 5_280, 1, "mi mile miles"),
        ("mass", 1, 1_000, "mg milligram milligrams"),
        ("mass", 1, 1, "g gram grams"),
        ("mass", 1_000, 1, "kg kilogram kilograms"),
        ("time", 1, 1, "s sec second seconds"),
        ("time", 60, 1, "min minute minutes"),
        ("time", 3_600, 1, "h hr hour hours"),
        ("time", 86_400, 1, "day days"),
        ("time", 604_800, 1, "week weeks"),
        ("month", 1, 1, "month months"),
        ("month", 12, 1, "year years"),
        ("money", 1, 100, "cent cents"),
        ("money", 1, 1, "dollar dollars USD")
    );

    /// <summary>The unit of an answer, as a kind and the size of one; null where it has none that is known.</summary>
    public static (string Kind, Rational Size)? UnitOf(string text)
    {
        if (text.Length > 1_000)
        {
            return null;
        }

        var last = Last().Match(text);
        var name =
            last.Success ? last.Groups["unit"].Value
            : Dollar().IsMatch(text) ? "dollar"
            : "";
        if (!Units.TryGetValue(name, out var unit))
        {
            return null;
        }

        var power = last.Groups["power"].Value is [('2' or '3') and var digit] ? digit - '0' : 1;
        return (unit.Kind + power, Rational.Of(unit.Above, unit.Below)!.Value.Power(power)!.Value);
    }

    private static Dictionary<string, (string, int, int)> Table(
        params IReadOnlyList<(string Kind, int Above, int Below, string Names)> rows
    ) =>
        rows.SelectMany(r => r.Names.Split(' '), (r, name) => (name, (r.Kind, r.Above, r.Below)))
            .ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);

    [GeneratedRegex(
        @"(?:\\(?:text|mathrm|mbox|textrm)\s*\{[~\s]*(?<unit>[A-Za-z]+)[~\s.]*\}|[\d\s}](?<unit>[A-Za-z]{2,}))\s*(?:\^\{?(?<power>[23])\}?)?[\s.$]*$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Last();

    [GeneratedRegex(@"^\s*\\\$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Dollar();
}
