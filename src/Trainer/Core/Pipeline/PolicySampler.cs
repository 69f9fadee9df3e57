using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Rollouts;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline;

/// <summary>Problems in, episodes without a score out: prompts are encoded, answered in batches and decoded.</summary>
internal sealed class PolicySampler(DecoderModel model, ITokenizer tokenizer, PromptEncoder prompts)
{
    /// <summary>
    /// Samples <paramref name="generations"/> completions of each problem and hands each over as soon as it is finished,
    /// with the problem's position as its group.
    /// </summary>
    /// <param name="problems">What is asked.</param>
    /// <param name="generations">Completions per problem.</param>
    /// <param name="options">How to sample; temperature 0 is greedy.</param>
    /// <param name="seed">With problem and sample it names every draw.</param>
    /// <param name="finished">Called for each completion, in the order they end; must return at once.</param>
    /// <param name="cancellationToken">Stops between tokens.</param>
    public void Sample(
        IReadOnlyList<Problem> problems,
        int generations,
        RolloutOptions options,
        ulong seed,
        Action<Episode> finished,
        CancellationToken cancellationToken = default
    )
    {
        var encoded = problems.Select(prompts.Prompt).ToList();
        CheckRoom(problems, encoded);
        // Programs take longest to judge: they are written first and judged while the rest is written.
        var requests = Enumerable
            .Range(0, problems.Count)
            .OrderBy(p => !problems[p].RunsPrograms())
            .SelectMany(p =>
                Enumerable
                    .Range(0, generations)
                    .Select(s => new RolloutRequest(
                        p * generations + s,
                        p,
                        encoded[p],
                        SplitMix.Mix(seed, (ulong)p, (ulong)s)
                    ))
            )
            .ToList();
        var sampling = new SamplingOptions
        {
            Temperature = options.Temperature,
            TopP = options.TopP,
            TopK = options.TopK,
            MinP = options.MinP,
            MaxNewTokens = options.MaxCompletionLength,
            Thinking = options.Thinking,
            StopTokenIds = [.. tokenizer.StopIds, .. model.EndTokenIds],
        };
        var engine = new RolloutEngine(model, tokenizer, options.MaxConcurrency);
        foreach (var rollout in engine.Generate(requests, sampling, cancellationToken: cancellationToken))
        {
            var problem = rollout.RequestId / generations;
            finished(
                new Episode
                {
                    Problem = problems[problem],
                    Group = problem,
                    Sample = rollout.RequestId % generations,
                    PromptTokens = encoded[problem],
                    CompletionTokens = rollout.TokenIds,
                    LogProbs = rollout.LogProbs,
                    Completion = prompts.Opening + tokenizer.Decode(rollout.TokenIds, skipSpecial: true),
                    Truncated = rollout.FinishReason == FinishReason.Length,
                }
            );
        }
    }

    private void CheckRoom(IReadOnlyList<Problem> problems, List<int[]> encoded)
    {
        for (var i = 0; i < encoded.Count; i++)
        {
            if (encoded[i].Length >= model.Config.ContextLength)
            {
                throw new TrainingException(
                    $"the prompt of problem {problems[i].Id} has {encoded[i].Length} tokens; "
                        + $"the model's context is {model.Config.ContextLength}"
                );
            }
        }
    }
}
