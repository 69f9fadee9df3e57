using System.Runtime.InteropServices;
using R1Code.Trainer.Models;
using R1Code.Trainer.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Writes completions in batches: a group's prompt is read once, finished rows leave at once and waiting requests take their
/// place. A completion depends on its request's seed, not on its neighbours (up to the last bit of the matrix
/// products, which differ with the number of rows). Reads the model's weights as they are when <see cref="Generate"/> starts
/// and expects them not to change before it ends.
/// </summary>
/// <param name="model">The policy.</param>
/// <param name="tokenizer">Needed for stop strings and thinking budgets only.</param>
/// <param name="maxRows">How many completions are written side by side. The default value is 64.</param>
public sealed class RolloutEngine(DecoderModel model, ITokenizer? tokenizer = null, int maxRows = 64)
{
    /// <summary>Whether the decoder written for float32 on the CPU may be taken. Tests turn it off to cover the other one.</summary>
    internal bool AllowFastDecoder { get; init; } = true;

    /// <summary>
    /// Completions in the order they finish. Work happens while the sequence is read; take each completion and start its
    /// reward before asking for the next.
    /// </summary>
    /// <param name="requests">What to write; requests of a group should stand together.</param>
    /// <param name="options">How to draw tokens.</param>
    /// <param name="onToken">Called with request and token as each token is drawn, or null.</param>
    /// <param name="cancellationToken">Stops between two tokens.</param>
    /// <exception cref="ArgumentException">A prompt is empty, leaves no room in the context, or differs within its group.</exception>
    public IEnumerable<Rollout> Generate(
        IReadOnlyList<RolloutRequest> requests,
        SamplingOptions options,
        Action<int, int>? onToken = null,
        CancellationToken cancellationToken = default
    )
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        Check(requests, options);
        return Run(requests, options, onToken, cancellationToken);
    }

    private IEnumerable<Rollout> Run(
        IReadOnlyList<RolloutRequest> requests,
        SamplingOptions options,
        Action<int, int>? onToken,
        CancellationToken cancellationToken
    )
    {
        // Nothing below may leave a dispose scope or a thread setting open across a yield: the caller runs there.
        using var batch = new RolloutBatch(model, tokenizer, options, requests, maxRows, onToken, AllowFastDecoder);
        while (!batch.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var rollout in batch.Advance())
            {
                yield return rollout;
            }
        }
    }

    private void Check(IReadOnlyList<RolloutRequest> requests, SamplingOptions options)
    {
        if ((options.StopStrings.Count > 0 || options.Thinking is not null) && tokenizer is null)
        {
            throw new ArgumentException(
                "Stop strings and thinking budgets need a tokenizer; the engine was made without one.",
                nameof(options)
            );
        }

        var context = model.Config.ContextLength;
        var prompts = new Dictionary<int, IReadOnlyList<int>>();
        foreach (var request in requests)
        {
            if (request.PromptIds.Count == 0 || request.PromptIds.Count >= context)
            {
                throw new ArgumentException(
                    $"The prompt of request {request.Id} has {request.PromptIds.Count} tokens; it must have at least 1 and leave room in the model's context of {context}.",
                    nameof(requests)
                );
            }

            if (request.PromptIds.Any(id => (uint)id >= (uint)model.Config.VocabSize))
            {
                throw new ArgumentException(
                    $"The prompt of request {request.Id} has a token outside the model's vocabulary of {model.Config.VocabSize}.",
                    nameof(requests)
                );
            }

            if (prompts.TryAdd(request.Group, request.PromptIds))
            {
                continue;
            }

            var first = prompts[request.Group];
            if (!ReferenceEquals(first, request.PromptIds) && !first.SequenceEqual(request.PromptIds))
            {
                throw new ArgumentException(
                    $"Request {request.Id} has another prompt than the rest of group {request.Group}.",
                    nameof(requests)
                );
            }
        }
    }
}
