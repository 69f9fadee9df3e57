using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Judging.Checkers;

/// <summary>The checkers by the name a problem gives; <c>special</c> is none of them, because it runs in a box.</summary>
internal static class CheckerTable
{
    /// <summary>Name of the checker that is the problem author's own program.</summary>
    public const string Special = "special";

    private const double DefaultTolerance = 1e-6;

    private static readonly Dictionary<string, Func<CheckerSpec, IChecker>> ByName = new(StringComparer.Ordinal)
    {
        ["lines"] = _ => new LinesChecker(StringComparison.Ordinal),
        ["exact"] = _ => new ExactChecker(),
        ["tokens"] = _ => new TokensChecker(),
        ["floats"] = spec => new FloatsChecker(
            new Tolerance(spec.AbsTolerance ?? DefaultTolerance, spec.RelTolerance ?? DefaultTolerance)
        ),
        ["unordered"] = _ => new UnorderedLinesChecker(),
        ["ignore-case"] = _ => new LinesChecker(StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>All names a problem may give.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Append(Special);

    /// <summary>The checker a problem asks for.</summary>
    public static IChecker For(CheckerSpec spec) => ByName[spec.Type](spec);
}
