namespace R1Code.Report.Measures;

/// <summary>What came out of a claim.</summary>
internal enum ClaimOutcome
{
    /// <summary>Every part holds: the expected direction, in all seeds, p below 0.05.</summary>
    Held,

    /// <summary>Some parts hold.</summary>
    HeldInPart,

    /// <summary>No part holds.</summary>
    Failed,

    /// <summary>Its stages were not run.</summary>
    NotMeasured,
}

/// <summary>One claim of the story with the comparisons that bear on it.</summary>
/// <param name="Id">A letter.</param>
/// <param name="Text">What is claimed.</param>
/// <param name="Parts">The comparisons.</param>
internal sealed record Claim(string Id, string Text, IReadOnlyList<ClaimPart> Parts)
{
    /// <summary>What the parts come to together.</summary>
    public ClaimOutcome Outcome
    {
        get
        {
            var measured = Parts.Where(part => part.Test is not null).ToList();
            var held = measured.Count(part => part.Holds);
            return measured.Count == 0 || measured.Count < Parts.Count ? ClaimOutcome.NotMeasured
                : held == measured.Count ? ClaimOutcome.Held
                : held == 0 ? ClaimOutcome.Failed
                : ClaimOutcome.HeldInPart;
        }
    }

    /// <summary>The outcome in words.</summary>
    public string OutcomeText =>
        Outcome switch
        {
            ClaimOutcome.Held => "held",
            ClaimOutcome.HeldInPart => "held in part",
            ClaimOutcome.Failed => "failed",
            _ => "not measured in full",
        };
}

/// <summary>What a comparison should show.</summary>
internal enum Expected
{
    /// <summary>The first is larger.</summary>
    Larger,

    /// <summary>The first is smaller.</summary>
    Smaller,

    /// <summary>The first is not smaller by more than the tolerated cost.</summary>
    SmallCost,
}

/// <summary>One comparison.</summary>
/// <param name="Text">What is compared.</param>
/// <param name="Expected">What it should show.</param>
/// <param name="A">The first, over seeds.</param>
/// <param name="B">The second, over seeds.</param>
/// <param name="Test">The paired test; null where a stage is missing.</param>
internal sealed record ClaimPart(string Text, Expected Expected, Spread? A, Spread? B, PairedTest? Test)
{
    /// <summary>The largest loss of pass@1 that counts as a small cost.</summary>
    public const double ToleratedCost = 0.05;

    /// <summary>
    /// Whether it came out as expected: significant, and in every seed; for a small cost, no loss beyond
    /// <see cref="ToleratedCost"/>.
    /// </summary>
    public bool Holds =>
        Test is not null
        && Expected switch
        {
            Expected.Larger => Test.Difference > 0 && IsClear,
            Expected.Smaller => Test.Difference < 0 && IsClear,
            _ => Test.Difference >= -ToleratedCost,
        };

    private bool IsClear => Test!.P < 0.05 && Test.SeedsAgreeing == Test.SeedDifferences.Count;
}
