namespace R1Code.Rewards;

/// <summary>How the code of a completion was found.</summary>
public enum ExtractionKind
{
    /// <summary>In a closed code fence.</summary>
    Fenced,

    /// <summary>In a fence that was opened and never closed, as in a truncated completion.</summary>
    IncompleteFenced,

    /// <summary>Outside fences, by its looks or as the continuation of the problem's own code.</summary>
    Heuristic,

    /// <summary>There is none.</summary>
    Empty,
}

/// <summary>What <see cref="CodeExtractor"/> found.</summary>
/// <param name="Kind">How it was found.</param>
/// <param name="Code">The C# source; null exactly for <see cref="ExtractionKind.Empty"/>.</param>
public sealed record ExtractedCode(ExtractionKind Kind, string? Code)
{
    /// <summary>No code.</summary>
    public static ExtractedCode None { get; } = new(ExtractionKind.Empty, null);

    /// <summary>The kind as protocols write it: <c>fenced</c>, <c>incomplete_fenced</c>, <c>heuristic</c> or <c>empty</c>.</summary>
    public string KindName =>
        Kind switch
        {
            ExtractionKind.Fenced => "fenced",
            ExtractionKind.IncompleteFenced => "incomplete_fenced",
            ExtractionKind.Heuristic => "heuristic",
            _ => "empty",
        };
}
