using R1Code.Report.Data;

namespace R1Code.Report.Measures;

/// <summary>The five claims of the story, measured on stages by their names; each with its control.</summary>
internal static class LabClaims
{
    /// <summary>All claims. Those whose stages a run does not have are marked so.</summary>
    public static IReadOnlyList<Claim> Of(RunData run)
    {
        var k = run.Stages.Select(stage => stage.Row.Report?.Samples ?? 0).DefaultIfEmpty(0).Max();
        var budgets = run.Of("r1")
            .SelectMany(stage => StageMeasures.Settings(stage, "budget"))
            .Distinct()
            .Order()
            .ToList();
        return
        [
            new Claim(
                "a",
                $"SFT, then RL: RL raises pass@1 towards the pass@{k} that the SFT model already had; more SFT does not.",
                [
                    Compare(run, "Dev2 above Dev1 in pass@1", Expected.Larger, "dev2", "dev1", Measure.PassAt1),
                    Compare(
                        run,
                        "Dev2 above more SFT of Dev1 (control)",
                        Expected.Larger,
                        "dev2",
                        "dev1-more",
                        Measure.PassAt1
                    ),
                ]
            ),
            new Claim(
                "b",
                "Zero learns the task by RL alone while its language drifts; the language reward repairs that at a small cost.",
                [
                    Compare(run, "Zero above the base in pass@1", Expected.Larger, "zero", "pretrain", Measure.PassAt1),
                    Compare(
                        run,
                        "Zero below the base in language consistency",
                        Expected.Smaller,
                        "zero",
                        "pretrain",
                        Measure.Language
                    ),
                    Compare(
                        run,
                        "language reward above Zero in language consistency (control)",
                        Expected.Larger,
                        "zero-lang",
                        "zero",
                        Measure.Language
                    ),
                    Compare(
                        run,
                        $"language reward costs at most {ClaimPart.ToleratedCost:P0} pass@1",
                        Expected.SmallCost,
                        "zero-lang",
                        "zero",
                        Measure.PassAt1
                    ),
                ]
            ),
            new Claim(
                "c",
                "Alternating SFT and RL beats either alone.",
                [
                    Compare(
                        run,
                        "R1 above RL alone (Zero, as many RL steps)",
                        Expected.Larger,
                        "r1",
                        "zero",
                        Measure.PassAt1
                    ),
                    Compare(run, "R1 above SFT alone", Expected.Larger, "r1", "dev1-more", Measure.PassAt1),
                    Compare(
                        run,
                        "R1 above Zero in language consistency",
                        Expected.Larger,
                        "r1",
                        "zero",
                        Measure.Language
                    ),
                ]
            ),
            new Claim(
                "d",
                "A small model learns more from R1's samples than from RL of its own at equal compute.",
                [
                    Compare(run, "distilled above small RL", Expected.Larger, "distilled", "small-rl", Measure.PassAt1),
                    Compare(
                        run,
                        "small RL above its base (control)",
                        Expected.Larger,
                        "small-rl",
                        "small-base",
                        Measure.PassAt1
                    ),
                ]
            ),
            new Claim(
                "e",
                "More votes and more thought raise R1's accuracy.",
                [
                    CompareMeasures(run, $"cons@{k} above pass@1", "r1", Measure.ConsAt(k), Measure.PassAt1),
                    .. budgets.Count == 0
                        ? []
                        : new[]
                        {
                            CompareSettings(
                                run,
                                $"free thought above a budget of {budgets[0]} tokens",
                                "r1",
                                "plain",
                                $"budget {budgets[0]}"
                            ),
                        },
                    CompareSettings(run, "a forced \"Wait\" above none", "r1", "waits 1", "plain"),
                ]
            ),
        ];
    }

    private static ClaimPart Compare(
        RunData run,
        string text,
        Expected expected,
        string a,
        string b,
        Measure measure
    ) =>
        Pair(
            run,
            text,
            expected,
            (a, stage => StageMeasures.PerProblem(stage, measure)),
            (b, stage => StageMeasures.PerProblem(stage, measure))
        );

    private static ClaimPart CompareMeasures(RunData run, string text, string stage, Measure a, Measure b) =>
        Pair(
            run,
            text,
            Expected.Larger,
            (stage, one => StageMeasures.PerProblem(one, a)),
            (stage, one => StageMeasures.PerProblem(one, b))
        );

    private static ClaimPart CompareSettings(RunData run, string text, string stage, string a, string b) =>
        Pair(
            run,
            text,
            Expected.Larger,
            (stage, one => StageMeasures.PerProblem(one, Measure.PassAt1, setting: a)),
            (stage, one => StageMeasures.PerProblem(one, Measure.PassAt1, setting: b))
        );

    private static ClaimPart Pair(
        RunData run,
        string text,
        Expected expected,
        (string Stage, Func<StageData, IReadOnlyDictionary<string, double>> Values) a,
        (string Stage, Func<StageData, IReadOnlyDictionary<string, double>> Values) b
    )
    {
        var seeds = run.Of(a.Stage)
            .Join(run.Of(b.Stage), x => x.Row.Seed, y => y.Row.Seed, (x, y) => (A: a.Values(x), B: b.Values(y)))
            .Where(pair => pair.A.Count > 0 && pair.B.Count > 0)
            .ToList();
        return seeds.Count == 0
            ? new ClaimPart(text, expected, null, null, null)
            : new ClaimPart(
                text,
                expected,
                Spread.Of([.. seeds.Select(seed => seed.A.Values.Average())]),
                Spread.Of([.. seeds.Select(seed => seed.B.Values.Average())]),
                PairedTest.Of(seeds)
            );
    }
}
