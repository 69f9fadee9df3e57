using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;
using R1Code.Trainer.Tokenization;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Rollouts;

public sealed class RolloutEngineTests
{
    private static readonly int[] Prompt = [1, 5, 3, 9];

    public static TheoryData<string, bool> TypesAndDecoders =>
        [.. TinyModels.Types.SelectMany(type => new (string, bool)[] { (type.Data, true), (type.Data, false) })];

    [Theory]
    [MemberData(nameof(TypesAndDecoders))]
    public void LogProbs_EqualTheFullForward_ForRowsThatCameAndWent(string type, bool fast)
    {
        using var model = Model(type);
        var requests = Requests();
        var options = new SamplingOptions
        {
            Temperature = 0.8,
            MaxNewTokens = 50,
            StopTokenIds = [4],
        };

        foreach (
            var rollout in Generate(new RolloutEngine(model, maxRows: 3) { AllowFastDecoder = fast }, requests, options)
        )
        {
            using var scope = torch.NewDisposeScope();
            var prompt = requests[rollout.RequestId].PromptIds;
            long[] ids = [.. prompt.Concat(rollout.TokenIds).Select(id => (long)id)];
            var full = model.TokenLogProbs(torch.tensor(ids).unsqueeze(0), temperature: 0.8).LogProbs;
            var expected = full.narrow(1, prompt.Count - 1, rollout.TokenIds.Length).data<float>().ToArray();

            Assert.Equal(expected.Length, rollout.LogProbs.Length);
            Assert.All(expected.Zip(rollout.LogProbs), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Completions_AreTheSame_WhateverRunsBeside(bool fast)
    {
        using var model = Model("qwen2");
        var requests = Requests();
        var options = new SamplingOptions { MaxNewTokens = 20, StopTokenIds = [4] };

        var together = Run(model, requests, options, rows: 64, fast);
        var inTurn = Run(model, requests, options, rows: 2, fast);
        var alone = requests.SelectMany(request => Run(model, [request], options, rows: 1, fast)).ToArray();

        Assert.Equal(requests.Length, together.Length);
        Assert.Equal(together.Select(r => r.TokenIds), inTurn.Select(r => r.TokenIds));
        Assert.Equal(together.Select(r => r.TokenIds), alone.Select(r => r.TokenIds));
    }

    [Fact]
    public void Seeds_GiveDifferentCompletions_AndTheSameOnesAgain()
    {
        using var model = Model("llama");
        var requests = Enumerable
            .Range(0, 8)
            .Select(i => new RolloutRequest(i, 0, Prompt, SplitMix.Mix(1, (ulong)i)))
            .ToArray();
        var options = new SamplingOptions { MaxNewTokens = 12 };

        var first = Run(model, requests, options, rows: 8);

        Assert.Equal(8, first.Select(r => string.Join(',', r.TokenIds)).Distinct().Count());
        Assert.Equal(first.Select(r => r.TokenIds), Run(model, requests, options, rows: 8).Select(r => r.TokenIds));
    }

    [Fact]
    public void Greedy_TakesTheLikeliestToken_OfTheFullForward()
    {
        using var model = Model("qwen3");
        using var scope = torch.NewDisposeScope();
        var ids = Prompt.ToList();
        for (var i = 0; i < 10; i++)
        {
            var logits = model.Logits(model.Hidden(torch.tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0)));
            ids.Add((int)logits[0, -1].argmax().item<long>());
        }

        var rollout = Run(model, [new(0, 0, Prompt, 9)], new() { Temperature = 0, MaxNewTokens = 10 }, rows: 1)[0];

        Assert.Equal(ids.Skip(Prompt.Length), rollout.TokenIds);
    }

    [Fact]
    public void Completion_EndsWithTheStopToken_OrAtTheLimit()
    {
        using var model = Model("llama");

        var rollouts = Run(model, Requests(), new() { MaxNewTokens = 8, StopTokenIds = [4, 7] }, rows: 4);

        Assert.Contains(rollouts, r => r.FinishReason == FinishReason.Stop);
        foreach (var rollout in rollouts)
        {
            var stops = rollout
                .TokenIds.Select((id, i) => (id, i))
                .Where(t => t.id is 4 or 7)
                .Select(t => t.i)
                .ToArray();
            Assert.Equal(rollout.FinishReason == FinishReason.Stop ? [rollout.TokenIds.Length - 1] : [], stops);
            Assert.True(rollout.FinishReason == FinishReason.Stop || rollout.TokenIds.Length == 8);
        }
    }

    [Fact]
    public void Completion_EndsAtTheContext_WhenTheLimitLiesBeyond()
    {
        using var model = Model("llama");

        var rollout = Run(model, [new(0, 0, Prompt, 1)], new() { MaxNewTokens = 1000 }, rows: 1)[0];

        Assert.Equal((60, FinishReason.Length), (rollout.TokenIds.Length, rollout.FinishReason));
    }

    [Fact]
    public void Completion_EndsWithTheTokenThatCompletesAStopString()
    {
        var tokens = BpeTrainer.Train(["abc abd"], 263);
        using var model = DecoderModel.Initialize(TinyModels.Config("llama") with { VocabSize = 263 }, seed: 5);
        var requests = Enumerable
            .Range(0, 20)
            .Select(i => new RolloutRequest(i, i, tokens.Encode("ab"), (ulong)i))
            .ToArray();

        var rollouts = Generate(
                new RolloutEngine(model, tokens),
                requests,
                new() { MaxNewTokens = 40, StopStrings = ["e", "0"] }
            )
            .ToArray();

        Assert.Contains(rollouts, r => r.FinishReason == FinishReason.Stop);
        foreach (var rollout in rollouts)
        {
            var text = tokens.Decode(rollout.TokenIds[..^1]);
            Assert.DoesNotContain('e', text);
            Assert.DoesNotContain('0', text);
        }
    }

    [Fact]
    public void Generate_RefusesAPrompt_LongerThanTheContext()
    {
        using var model = Model("llama");

        var failure = Assert.Throws<ArgumentException>(() =>
            Generate(new RolloutEngine(model), [new(3, 0, new int[64], 1)], new())
        );

        Assert.Contains("request 3 has 64 tokens", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Prompts of different lengths, two samples each, so that rows start at different columns.</summary>
    private static RolloutRequest[] Requests() =>
        [
            .. Enumerable
                .Range(0, 12)
                .Select(i => new RolloutRequest(
                    i,
                    i / 2,
                    [.. Enumerable.Range(0, 1 + 5 * (i / 2 % 4)).Select(t => (t * 7 + i / 2) % 17)],
                    SplitMix.Mix(11, (ulong)i)
                )),
        ];

    private static Rollout[] Run(
        DecoderModel model,
        RolloutRequest[] requests,
        SamplingOptions options,
        int rows,
        bool fast = true
    ) =>
        [
            .. Generate(new RolloutEngine(model, maxRows: rows) { AllowFastDecoder = fast }, requests, options)
                .OrderBy(r => r.RequestId),
        ];

    private static IEnumerable<Rollout> Generate(
        RolloutEngine engine,
        RolloutRequest[] requests,
        SamplingOptions options
    ) => engine.Generate(requests, options, cancellationToken: TestContext.Current.CancellationToken);

    private static DecoderModel Model(string type) => DecoderModel.Initialize(TinyModels.Config(type), seed: 21);
}
