using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Auditing;

/// <summary>A program with what a sandbox must say of it.</summary>
public sealed record GoldenProgram
{
    /// <summary>Path below the corpus, such as <c>Programs/lcs.cs</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program, all shorthand written out.</summary>
    public required string Source { get; init; }

    /// <summary>What it is judged against.</summary>
    public required Problem Problem { get; init; }

    /// <summary>The statuses it may get; never another one.</summary>
    public required IReadOnlyList<VerdictStatus> Allowed { get; init; }

    /// <summary>Its exit code, where it ends by itself or by a signal (128 + signal).</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether it means harm or fraud: one of <c>Attacks</c>.</summary>
    public bool IsHostile => Name.StartsWith(GoldenCorpus.Attacks, StringComparison.Ordinal);
}
