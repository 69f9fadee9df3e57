using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Rollouts;

namespace R1Code.Trainer.Evaluation;

/// <summary>Anything that completes prompts: our own model, or a server.</summary>
public interface ICompletionSource
{
    /// <summary>
    /// Completions of each problem, <paramref name="count"/> a problem, handed out as they are finished so that they
    /// can be scored meanwhile.
    /// </summary>
    IAsyncEnumerable<SourcedCompletion> CompleteAsync(
        IReadOnlyList<Problem> problems,
        int count,
        CompletionSettings settings,
        CancellationToken cancellationToken
    );
}

/// <summary>How completions are drawn.</summary>
/// <param name="Temperature">0 for the most likely token each time.</param>
/// <param name="TopP">The nucleus.</param>
/// <param name="MaxTokens">The length limit.</param>
/// <param name="Seed">Names the draws where the source can be seeded.</param>
public sealed record CompletionSettings(double Temperature, double TopP, int MaxTokens, int Seed)
{
    /// <summary>Limits of the thought; null for none. Only our own models can be held to them.</summary>
    public ThinkingOptions? Thinking { get; init; }
}

/// <summary>One finished completion.</summary>
/// <param name="Problem">Position in the list of problems.</param>
/// <param name="Sample">Which of that problem's completions.</param>
/// <param name="Text">What was written.</param>
/// <param name="TokenIds">Its tokens; empty where the source does not say.</param>
/// <param name="Length">Its length in tokens where known, else in characters.</param>
/// <param name="Truncated">Whether it was cut at the limit.</param>
public sealed record SourcedCompletion(
    int Problem,
    int Sample,
    string Text,
    IReadOnlyList<int> TokenIds,
    int Length,
    bool Truncated
);
