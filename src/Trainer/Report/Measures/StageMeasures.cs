using R1Code.Report.Data;
using R1Code.Trainer.Logging;

namespace R1Code.Report.Measures;

/// <summary>Measures of stages, over problems and seeds.</summary>
internal static class StageMeasures
{
    /// <summary>A measure of every problem of one seed's stage.</summary>
    public static IReadOnlyDictionary<string, double> PerProblem(
        StageData stage,
        Measure measure,
        Slice? slice = null,
        string setting = "plain"
    ) =>
        stage
            .Completions.Where(line => line.Setting == setting && (slice ?? Slice.All).Includes(line))
            .GroupBy(line => line.ProblemId, StringComparer.Ordinal)
            .Select(problem => (problem.Key, Value: measure.Of([.. problem])))
            .Where(problem => problem.Value is not null)
            .ToDictionary(problem => problem.Key, problem => problem.Value!.Value, StringComparer.Ordinal);

    /// <summary>A measure of one seed's stage; null where nothing applies.</summary>
    public static double? Of(StageData stage, Measure measure, Slice? slice = null, string setting = "plain")
    {
        var values = PerProblem(stage, measure, slice, setting);
        return values.Count == 0 ? null : values.Values.Average();
    }

    /// <summary>A measure over seeds.</summary>
    public static Spread? Over(
        IReadOnlyList<StageData> seeds,
        Measure measure,
        Slice? slice = null,
        string setting = "plain"
    )
    {
        var values = seeds.Select(stage => Of(stage, measure, slice, setting)).OfType<double>().ToList();
        return values.Count == 0 ? null : Spread.Of(values);
    }

    /// <summary>The settings that a stage was measured at with a prefix such as <c>budget</c>, by their number.</summary>
    public static IReadOnlyList<int> Settings(StageData stage, string prefix) =>
        [
            .. stage
                .Completions.Select(line => line.Setting)
                .Distinct()
                .Where(setting => setting.StartsWith(prefix + " ", StringComparison.Ordinal))
                .Select(setting =>
                    int.Parse(setting[(prefix.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                )
                .Order(),
        ];
}

/// <summary>A mean over seeds with its standard deviation and range.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">Between seeds, n − 1; 0 for one seed.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
/// <param name="Count">How many seeds.</param>
internal sealed record Spread(double Mean, double Deviation, double Least, double Most, int Count)
{
    public static Spread Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var variance = values.Count < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return new Spread(mean, Math.Sqrt(variance), values.Min(), values.Max(), values.Count);
    }
}
