using R1Code.Report.Data;
using R1Code.Report.Measures;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Logging;

namespace R1Code.Report.Plots;

/// <summary>The charts of a run; those that a run has no data for are left out.</summary>
internal static class RunCharts
{
    private const int Window = 5;
    private const int Draws = 200;

    public static IReadOnlyList<Chart> Of(RunData run)
    {
        Chart?[] all =
        [
            Curves(run, "reward", "Reward while learning", "mean reward", "reward"),
            Curves(run, "length", "Length of completions while learning", "tokens", "completions/mean_length"),
            Curves(
                run,
                "language",
                "Language consistency while learning",
                "words in the prompt's language",
                "rewards/language_consistency/mean"
            ) with
            {
                IsShare = true,
            },
            Budgets(run),
            Votes(run),
            .. run.Names.Select(stage => Verdicts(run, stage)),
        ];
        return [.. all.OfType<Chart>().Where(chart => chart.Lines.Count > 0)];
    }

    private static Chart Curves(RunData run, string name, string title, string label, string metric) =>
        new(
            name,
            title,
            "step",
            label,
            [
                .. run
                    .Names.Select(stage => new ChartLine(stage, Curve(run.Of(stage), metric)))
                    .Where(line => line.Points.Count > 1),
            ]
        )
        {
            Note = $"Mean over {Window} steps; the band is the range over {Seeds(run)}.",
        };

    private static List<ChartPoint> Curve(IReadOnlyList<StageData> seeds, string metric)
    {
        var smooth = seeds
            .Select(stage => Smooth([.. stage.Steps.Where(s => s.ContainsKey(metric)).Select(s => s[metric])]))
            .Where(values => values.Count > 0)
            .ToList();
        var steps = smooth.Count == 0 ? 0 : smooth.Min(values => values.Count);
        return
        [
            .. Enumerable
                .Range(0, steps)
                .Select(step => ChartPoint.Of(step + 1, Spread.Of([.. smooth.Select(values => values[step])]))),
        ];
    }

    private static List<double> Smooth(List<double> values) =>
        [.. values.Select((_, i) => values.Skip(Math.Max(0, i - Window + 1)).Take(Math.Min(Window, i + 1)).Average())];

    private static Chart? Budgets(RunData run)
    {
        var stages = run
            .Names.Where(name => run.Of(name).Any(s => StageMeasures.Settings(s, "budget").Count > 0))
            .ToList();
        if (stages.Count == 0)
        {
            return null;
        }

        var budgets = stages
            .SelectMany(name => run.Of(name))
            .SelectMany(s => StageMeasures.Settings(s, "budget"))
            .Distinct()
            .Order()
            .ToList();
        var settings = budgets.Select(budget => $"budget {budget}").Append("plain").ToList();
        return new Chart(
            "budget",
            "Accuracy against the thinking budget",
            "most tokens of thought",
            "pass@1",
            [
                .. stages.Select(name => new ChartLine(
                    name,
                    [
                        .. settings
                            .Select(
                                (setting, i) =>
                                    (i, Value: StageMeasures.Over(run.Of(name), Measure.PassAt1, setting: setting))
                            )
                            .Where(point => point.Value is not null)
                            .Select(point => ChartPoint.Of(point.i, point.Value!)),
                    ]
                )),
            ]
        )
        {
            IsShare = true,
            Places =
            [
                .. budgets.Select(b => b.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                "no limit",
            ],
            Note =
                $"A thought that reaches the budget is closed and must be answered. The band is the range over {Seeds(run)}.",
        };
    }

    private static Chart? Votes(RunData run)
    {
        var samples = run.Stages.Select(stage => stage.Row.Report?.Samples ?? 0).DefaultIfEmpty(0).Max();
        var counts = Enumerable.Range(1, samples).Where(k => k <= 2 || k % 2 == 0).ToList();
        string[] shown = ["pretrain", "zero", "dev1", "r1", "distilled"];
        var stages = run.Names.Where(shown.Contains).ToList();
        stages = stages.Count == 0 ? [.. run.Names.TakeLast(2)] : stages;
        if (counts.Count < 2)
        {
            return null;
        }

        return new Chart(
            "votes",
            "Accuracy against votes (cons@k)",
            "votes",
            "accuracy of the majority",
            [
                .. stages.Select(name => new ChartLine(
                    name,
                    [
                        .. counts
                            .Select(k =>
                                (k, Values: run.Of(name).Select(stage => Majority(stage, k)).OfType<double>().ToList())
                            )
                            .Where(point => point.Values.Count > 0)
                            .Select(point => ChartPoint.Of(point.k, Spread.Of(point.Values))),
                    ]
                )),
            ]
        )
        {
            IsShare = true,
            Note =
                $"Mean over {Draws} drawn sets of k completions for each problem. The band is the range over {Seeds(run)}.",
        };
    }

    // The majority of the first k alone would depend on which happen to stand first.
    private static double? Majority(StageData stage, int k)
    {
        var problems = stage
            .Plain.Where(line => !line.Greedy && line.Correct is not null)
            .GroupBy(line => line.ProblemId, StringComparer.Ordinal)
            .Select(problem => problem.OrderBy(line => line.Sample).ToList())
            .Where(problem => problem.Count >= k)
            .ToList();
        return problems.Count == 0 ? null : problems.Average(problem => DrawnMajority(problem, k));
    }

    private static double DrawnMajority(List<EvaluationLine> problem, int k)
    {
        var random = SeededRandom.For(k, problem[0].ProblemId);
        var draws = k == problem.Count ? 1 : Draws;
        var right = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            var order = problem.ToList();
            random.Shuffle(order);
            var winner = PassAtK.Majority([.. order.Take(k).Select(line => line.Vote)]);
            right += winner >= 0 && order[winner].Correct == true ? 1 : 0;
        }

        return (double)right / draws;
    }

    private static Chart? Verdicts(RunData run, string stage)
    {
        var seeds = run.Of(stage);
        var names = seeds
            .SelectMany(s => s.Steps.SelectMany(step => step.Keys))
            .Where(key => key.StartsWith("verdicts/", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (names.Count == 0)
        {
            return null;
        }

        // A step without a status has a share of 0 of it; shares are of the completions that were judged at all.
        var filled = seeds
            .Select(seed =>
                seed with
                {
                    Steps =
                    [
                        .. seed.Steps.Select(step =>
                        {
                            var judged = names.Sum(name => step.GetValueOrDefault(name));
                            return names.ToDictionary(
                                name => name,
                                name => judged == 0 ? 0 : step.GetValueOrDefault(name) / judged
                            );
                        }),
                    ],
                }
            )
            .ToList();
        return new Chart(
            $"verdicts-{stage}",
            $"Verdicts of the sandbox during {stage}",
            "step",
            "share of judged completions",
            [
                .. names.Select(name => new ChartLine(name["verdicts/".Length..], Curve(filled, name))
                {
                    Colour = Enum.TryParse<VerdictStatus>(name["verdicts/".Length..], out var status)
                        ? (int)status
                        : null,
                }),
            ]
        )
        {
            IsShare = true,
            Note = $"Mean over {Window} steps; the band is the range over {Seeds(run)}.",
        };
    }

    private static string Seeds(RunData run) => run.Seeds.Count == 1 ? "one seed" : $"{run.Seeds.Count} seeds";
}
