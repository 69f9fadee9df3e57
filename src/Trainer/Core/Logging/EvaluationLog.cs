using System.Text.Json;
using System.Text.Json.Serialization;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Logging;

/// <summary>Every completion of a measurement, a line each; the file appears when the measurement is whole.</summary>
internal sealed class EvaluationLog(string path, ITokenizer tokenizer) : IDisposable
{
    private readonly StreamWriter _writer = new(path + ".tmp");
    private readonly int? _open = tokenizer.IdOf("<think>");
    private readonly int? _close = tokenizer.IdOf("</think>");
    private bool _committed;

    public void Write(string setting, EvaluatedCompletion one)
    {
        var line = new EvaluationLine
        {
            Setting = setting,
            ProblemId = one.Problem.Id,
            Kind = one.Problem.Kind,
            Family = Text(one.Problem, "family") ?? one.Problem.Kind,
            Language = Text(one.Problem, "language") ?? "",
            Prompt = one.Problem.Prompt,
            Greedy = one.Greedy,
            Sample = one.Completion.Sample,
            Completion = one.Completion.Text,
            Tokens = one.Completion.Length,
            ThoughtTokens = ThoughtTokens(one.Completion.TokenIds),
            Truncated = one.Completion.Truncated,
            Correct = one.Correct,
            Vote = one.Vote,
            Reward = one.Score.Reward,
            Rewards = one.Score.Rewards,
            Verdict = one.Score.Verdict?.Status.ToString(),
        };
        _writer.WriteLine(JsonSerializer.Serialize(line, R1Json.Options));
    }

    public void Commit()
    {
        _writer.Dispose();
        File.Move(path + ".tmp", path, overwrite: true);
        _committed = true;
    }

    public void Dispose()
    {
        if (!_committed)
        {
            _writer.Dispose();
        }
    }

    // From the first opening to the first closing tag; a thought without an end has no length.
    private int? ThoughtTokens(IReadOnlyList<int> ids)
    {
        var all = ids.ToList();
        var end = _close is { } close ? all.IndexOf(close) : -1;
        return end < 0 ? null : end - (_open is { } open ? all.IndexOf(open, 0, end) + 1 : 0);
    }

    private static string? Text(Problem problem, string name) =>
        problem.Metadata is { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>A line of <c>evaluation.jsonl</c>: one completion of a held-out problem.</summary>
public sealed record EvaluationLine
{
    /// <summary><c>plain</c>, or the thinking limit: <c>budget 16</c>, <c>waits 1</c>.</summary>
    public required string Setting { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary><c>code</c>, <c>math</c> or <c>logic</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The sort of problem within its kind, such as <c>countdown</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The language it was asked in; empty where unknown.</summary>
    public required string Language { get; init; }

    /// <summary>The question.</summary>
    public required string Prompt { get; init; }

    /// <summary>Whether it is the greedy completion.</summary>
    public required bool Greedy { get; init; }

    /// <summary>Which of the problem's sampled completions.</summary>
    public required int Sample { get; init; }

    /// <summary>What was written.</summary>
    public required string Completion { get; init; }

    /// <summary>Its tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Tokens of its thought; null where it has none that ends, or the vocabulary has no tags.</summary>
    public int? ThoughtTokens { get; init; }

    /// <summary>Whether it was cut at the length limit.</summary>
    public required bool Truncated { get; init; }

    /// <summary>Whether it solves the problem; null where the sandbox failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required bool? Correct { get; init; }

    /// <summary>The answer it votes for.</summary>
    public string? Vote { get; init; }

    /// <summary>Its reward.</summary>
    public double? Reward { get; init; }

    /// <summary>Each reward function's value.</summary>
    public required IReadOnlyDictionary<string, double?> Rewards { get; init; }

    /// <summary>The verdict, where code was run.</summary>
    public string? Verdict { get; init; }
}
