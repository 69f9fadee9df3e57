using System.Runtime.CompilerServices;
using System.Threading.Channels;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline;

/// <summary>Our own model as a source of completions.</summary>
public sealed class ModelCompletionSource : ICompletionSource
{
    private readonly PolicySampler _sampler;
    private readonly int _concurrency;

    /// <summary>Completions of <paramref name="model"/>, whose weights must not change meanwhile.</summary>
    /// <param name="model">The policy.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="systemPrompt">Text before each problem; empty for none.</param>
    /// <param name="format">How prompts reach the model.</param>
    /// <param name="concurrency">Completions written side by side. The default value is 128.</param>
    public ModelCompletionSource(
        DecoderModel model,
        ITokenizer tokenizer,
        string systemPrompt = "",
        PromptFormat format = PromptFormat.Chat,
        int concurrency = 128
    )
    {
        _sampler = new PolicySampler(model, tokenizer, new PromptEncoder(tokenizer, systemPrompt, format));
        _concurrency = concurrency;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SourcedCompletion> CompleteAsync(
        IReadOnlyList<Problem> problems,
        int count,
        CompletionSettings settings,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rollout = new RolloutOptions
        {
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MaxCompletionLength = settings.MaxTokens,
            MaxConcurrency = _concurrency,
            Thinking = settings.Thinking,
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finished = Channel.CreateUnbounded<SourcedCompletion>();
        var writing = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    _sampler.Sample(
                        problems,
                        count,
                        rollout,
                        (ulong)settings.Seed,
                        e =>
                            finished.Writer.TryWrite(
                                new SourcedCompletion(
                                    e.Group,
                                    e.Sample,
                                    e.Completion,
                                    e.CompletionTokens,
                                    e.CompletionTokens.Count,
                                    e.Truncated
                                )
                            ),
                        stop.Token
                    );
                    finished.Writer.Complete();
                }
                catch (Exception e)
                {
                    // Handed to the reader, who throws it.
                    finished.Writer.Complete(e);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            await foreach (var completion in finished.Reader.ReadAllAsync(cancellationToken))
            {
                yield return completion;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }
}
