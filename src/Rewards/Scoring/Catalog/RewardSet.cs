using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards;

/// <summary>
/// The reward functions of a recipe or a request with their weights. Prices completions from facts alone: stored verdicts
/// can be priced again with other weights, without a sandbox.
/// </summary>
public sealed class RewardSet
{
    private readonly IReadOnlyList<WeightedFunction> _functions;

    private RewardSet(IReadOnlyList<WeightedFunction> functions)
    {
        _functions = functions;
        NeedsVerdict = functions.Any(f => f.Function.NeedsVerdict);
        ComparesGroup = functions.Any(f => f.Function.ComparesGroup);
    }

    /// <summary>What is used where nobody says otherwise: <c>code</c> 1.0 and <c>format</c> 0.1.</summary>
    public static RewardSet Default { get; } = CreateDefault();

    /// <summary>The functions with their weights, in the order given.</summary>
    public IReadOnlyList<(string Name, double Weight)> Weights =>
        [.. _functions.Select(f => (f.Function.Name, f.Weight))];

    /// <summary>Whether any function reads verdicts.</summary>
    public bool NeedsVerdict { get; }

    /// <summary>Whether a problem's completions must be priced in one call of <see cref="Price"/>.</summary>
    public bool ComparesGroup { get; }

    /// <summary>
    /// From names and weights: a value is a number, or an object with <c>weight</c> (1 where left out) and the function's
    /// options. A weight of 0 makes a function a mere metric. Nothing given means <see cref="Default"/>.
    /// </summary>
    /// <exception cref="RewardSettingsException">A name, an option or a value is wrong; all faults are listed.</exception>
    public static RewardSet Create(IReadOnlyDictionary<string, JsonElement> settings)
    {
        if (settings.Count == 0)
        {
            return Default;
        }

        var faults = new List<string>();
        var functions = new List<WeightedFunction>();
        foreach (var (name, value) in settings)
        {
            var path = $"rewards.{name}";
            var weight = Weight(value, path, faults);
            var options = value.ValueKind == JsonValueKind.Object ? value : (JsonElement?)null;
            if (RewardCatalog.Create(name, options, path, faults) is { } function)
            {
                functions.Add(new WeightedFunction(function, weight));
            }
        }

        return faults.Count == 0 ? new RewardSet(functions) : throw new RewardSettingsException(faults);
    }

    /// <summary>
    /// The breakdown of each input, in order. A reward is the weighted sum of the functions that apply, 0 where none does,
    /// and null where the sandbox failed and a function that counts depends on it.
    /// </summary>
    public IReadOnlyList<RewardBreakdown> Price(IReadOnlyList<RewardInput> batch, IReadOnlyList<int>? samples = null)
    {
        var values = _functions.Select(f => f.Function.Score(batch)).ToList();
        var results = new RewardBreakdown[batch.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Breakdown(batch[i], samples?[i] ?? 0, [.. values.Select(v => v[i])]);
        }

        return results;
    }

    private RewardBreakdown Breakdown(RewardInput input, int sample, double?[] values)
    {
        var rewards = new Dictionary<string, double?>(StringComparer.Ordinal);
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        var sum = 0.0;
        for (var f = 0; f < values.Length; f++)
        {
            var (function, weight) = _functions[f];
            rewards[function.Name] = values[f];
            sum += weight == 0 ? 0 : weight * (values[f] ?? 0);
            foreach (var (name, value) in function.Measure(input))
            {
                metrics[$"{function.Name}/{name}"] = value;
            }
        }

        var unknown =
            input.Verdict?.Status == VerdictStatus.SandboxFailure
            && _functions.Any(f => f.Weight != 0 && f.Function.NeedsVerdict);
        return new RewardBreakdown
        {
            ProblemId = input.Problem.Id,
            Sample = sample,
            Reward = unknown ? null : sum,
            Rewards = rewards,
            Metrics = metrics,
            Verdict = input.Verdict,
        };
    }

    private static double Weight(JsonElement value, string path, List<string> faults)
    {
        var weight = value;
        if (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty("weight", out weight))
        {
            return 1;
        }

        if (weight.ValueKind == JsonValueKind.Number && weight.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        var key = value.ValueKind == JsonValueKind.Object ? $"{path}.weight" : path;
        var expected =
            value.ValueKind == JsonValueKind.Object ? "a number" : "a weight or an object with weight and options";
        var found = weight.GetRawText();
        faults.Add($"{key}: expected {expected}, found {(found.Length <= 40 ? found : found[..40] + "…")}");
        return 0;
    }

    private static RewardSet CreateDefault()
    {
        var faults = new List<string>();
        return new RewardSet([
            new WeightedFunction(RewardCatalog.Create("code", null, "", faults)!, 1.0),
            new WeightedFunction(RewardCatalog.Create("format", null, "", faults)!, 0.1),
        ]);
    }

    private sealed record WeightedFunction(IRewardFunction Function, double Weight);
}
