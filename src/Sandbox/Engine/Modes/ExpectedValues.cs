using System.Globalization;
using System.Security.Cryptography;
using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Values;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Modes;

/// <summary>
/// Evaluates a problem's expected expressions: compiled without any submission, run in a box that never runs one,
/// kept per problem. An expression that gives no value is the problem's fault, and the failure says which and why.
/// </summary>
internal sealed class ExpectedValues(CompileService compiler, RunService problemRunner)
{
    private const long CacheBytes = 64L * 1024 * 1024;
    private const int Quoted = 200;

    private readonly FlightCache<Evaluated> _cache = new(CacheBytes, static evaluated => evaluated.Cost);

    /// <summary>The values of some expressions, in order, or why there are none.</summary>
    public async Task<Evaluated> EvaluateAsync(
        IReadOnlyList<string> expressions,
        Problem problem,
        CancellationToken cancellationToken
    )
    {
        if (expressions.Count == 0)
        {
            return Evaluated.Of([], 0);
        }

        var request = new CompileRequest
        {
            Kind = CompileKind.Values,
            Sources = [],
            Calls = expressions,
            LanguageVersion = problem.LanguageVersion,
            AllowUnsafe = problem.AllowUnsafe,
        };
        var (evaluated, _) = await _cache.GetAsync(
            Convert.ToHexStringLower(SHA256.HashData(request.Encode())),
            token => EvaluateAsync(request, token),
            static evaluated => evaluated.Failure is null,
            cancellationToken
        );
        return evaluated;
    }

    /// <summary>How values of a problem are compared.</summary>
    public static ValueComparer ComparerFor(Problem problem) =>
        new(
            new Tolerance(
                problem.Checker.AbsTolerance ?? Tolerance.ForValues.Absolute,
                problem.Checker.RelTolerance ?? Tolerance.ForValues.Relative
            )
        );

    private async Task<Evaluated> EvaluateAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var compiled = await compiler.CompileAsync(request, deadline: null, cancellationToken);
        if (compiled.Reply is not { End: CompileEnd.Compiled } reply)
        {
            var reasons = compiled.Reply is null ? compiled.Message : string.Join('\n', compiled.Reply.Diagnostics);
            return Evaluated.Failed($"the problem's expected values do not compile: {reasons}");
        }

        var run = await problemRunner.RunAsync(
            new RunRequest
            {
                Assembly = reply.Assembly,
                Entry = EntryKind.CallTable,
                Tests = [.. request.Calls.Select((_, i) => new TestInput([], i))],
                Limits = new TestLimits(),
            },
            cancellationToken
        );
        return run.IsSuccess ? Read(request.Calls, run.Reports) : Evaluated.Failed(run.Failure);
    }

    private static Evaluated Read(IReadOnlyList<string> expressions, IReadOnlyList<TestReport> reports)
    {
        var values = new List<CanonicalValue>(reports.Count);
        foreach (var report in reports)
        {
            if (report.Value != ValueState.Returned)
            {
                var why = report.Value == ValueState.Threw ? Text.Show(report.ValueBytes, Quoted) : Reason(report);
                return Evaluated.Failed(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"test {report.Index + 1}: the problem's expected value `{Text.Cut(expressions[report.Index], Quoted)}` has no value: {why}"
                    )
                );
            }

            try
            {
                values.Add(CanonicalParser.Parse(report.ValueBytes));
            }
            catch (InvalidDataException e)
            {
                return Evaluated.Failed($"a box gave an expected value that cannot be read: {e.Message}");
            }
        }

        return Evaluated.Of(values, reports.Sum(report => 256L + (4L * report.ValueBytes.Length)));
    }

    private static string Reason(TestReport report) =>
        report.Value == ValueState.None ? $"its evaluation ended with {report.End}" : $"it is {report.Value}";
}

/// <summary>Evaluated expressions, or why they could not be evaluated.</summary>
internal sealed record Evaluated
{
    /// <summary>The values, in order.</summary>
    public IReadOnlyList<CanonicalValue> Values { get; private init; } = [];

    /// <summary>Why there are none; null when there are.</summary>
    public string? Failure { get; private init; }

    /// <summary>About how many bytes it takes.</summary>
    public long Cost { get; private init; }

    /// <summary>Values.</summary>
    public static Evaluated Of(IReadOnlyList<CanonicalValue> values, long cost) =>
        new() { Values = values, Cost = cost };

    /// <summary>No values.</summary>
    public static Evaluated Failed(string reason) => new() { Failure = reason };
}
