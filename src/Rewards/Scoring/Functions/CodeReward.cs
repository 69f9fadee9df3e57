using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Functions;

/// <summary>How passed tests are paid.</summary>
public enum CodeRewardMode
{
    /// <summary>1 when every test passed, else 0.</summary>
    All,

    /// <summary>Share of the tests that passed.</summary>
    Fraction,
}

/// <summary>Options of <c>code</c>. A status without a value of its own is paid by the mode.</summary>
public sealed record CodeRewardOptions : IRewardOptions
{
    /// <summary>How passed tests are paid. The default value is <c>all</c>.</summary>
    public CodeRewardMode Mode { get; init; } = CodeRewardMode.All;

    /// <summary>
    /// In <c>fraction</c> mode: a smaller share pays nothing, so that guessing (always "NO") is not worth it. The default
    /// value is 0.
    /// </summary>
    public double MinFraction { get; init; }

    /// <summary>Value of a completion without code. The default value is 0.</summary>
    public double NoCode { get; init; }

    /// <summary>Value of code that does not compile or that the compiler gave up on. The default value is 0.</summary>
    public double CompileError { get; init; }

    /// <summary>Value of code the source guard refused. The default value is 0.</summary>
    public double Rejected { get; init; }

    /// <summary>Value of a wrong answer; null pays by the mode, as for the following.</summary>
    public double? WrongAnswer { get; init; }

    /// <summary>Value of a run that crashed.</summary>
    public double? RuntimeError { get; init; }

    /// <summary>Value of a run that took too long.</summary>
    public double? TimeLimit { get; init; }

    /// <summary>Value of a run that took too much memory.</summary>
    public double? MemoryLimit { get; init; }

    /// <summary>Value of a run that wrote too much.</summary>
    public double? OutputLimit { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (MinFraction is < 0 or > 1)
        {
            yield return $"min_fraction must lie between 0 and 1, not {MinFraction}";
        }
    }
}

/// <summary>
/// <c>code</c>: what the tests say. All or nothing by default, as in DeepSeek-R1. Not applicable where nothing was judged
/// and where the sandbox failed.
/// </summary>
public sealed class CodeReward(CodeRewardOptions options) : IRewardFunction
{
    /// <inheritdoc/>
    public string Name => "code";

    /// <inheritdoc/>
    public bool NeedsVerdict => true;

    /// <inheritdoc/>
    public IReadOnlyList<double?> Score(IReadOnlyList<RewardInput> batch) => [.. batch.Select(i => Value(i.Verdict))];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Measure(RewardInput input) =>
        input.Verdict is { Total: > 0 } verdict && verdict.Status != VerdictStatus.SandboxFailure
            ? new Dictionary<string, double> { ["passed_fraction"] = Fraction(verdict) }
            : NoMeasures.Instance;

    private double? Value(Verdict? verdict) =>
        verdict?.Status switch
        {
            null or VerdictStatus.SandboxFailure => null,
            VerdictStatus.Accepted => 1,
            VerdictStatus.NoCode => options.NoCode,
            VerdictStatus.Rejected => options.Rejected,
            VerdictStatus.CompileError or VerdictStatus.CompileTimeout => options.CompileError,
            VerdictStatus.RuntimeError => options.RuntimeError ?? ByMode(verdict),
            VerdictStatus.TimeLimit => options.TimeLimit ?? ByMode(verdict),
            VerdictStatus.MemoryLimit => options.MemoryLimit ?? ByMode(verdict),
            VerdictStatus.OutputLimit => options.OutputLimit ?? ByMode(verdict),
            _ => options.WrongAnswer ?? ByMode(verdict),
        };

    private double ByMode(Verdict verdict)
    {
        if (options.Mode == CodeRewardMode.All)
        {
            return 0;
        }

        var fraction = Fraction(verdict);
        return fraction < options.MinFraction ? 0 : fraction;
    }

    private static double Fraction(Verdict verdict) =>
        verdict.Total <= 0 ? 0 : Math.Clamp((double)verdict.Passed / verdict.Total, 0, 1);
}
