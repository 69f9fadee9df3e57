namespace R1Code.Rewards;

/// <summary>The values of <c>Problem.Kind</c>.</summary>
public static class ProblemKinds
{
    /// <summary>Judged by tests.</summary>
    public const string Code = "code";

    /// <summary>Compared with a gold answer.</summary>
    public const string Math = "math";

    /// <summary>Checked by a puzzle's own rules.</summary>
    public const string Logic = "logic";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Code, Math, Logic];
}
