using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;
using R1Code.Trainer.Tokenization;

namespace R1Code.Cli.Verbs;

/// <summary><c>sample</c>: what a model writes, shown as it writes.</summary>
internal sealed class SampleVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string> _model = new("--model")
    {
        Description = "Hugging Face folder.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string> _prompt = new("--prompt")
    {
        Description = "What to continue, taken as it is unless --chat; - reads standard input.",
        HelpName = "TEXT",
        Required = true,
    };
    private readonly Option<bool> _chat = new("--chat") { Description = "Give the prompt as a user's message." };
    private readonly Option<string> _system = CommonOptions.SystemPrompt();
    private readonly Option<double> _temperature = new Option<double>("--temperature")
    {
        Description = "0 takes the most likely token each time.",
        HelpName = "T",
        DefaultValueFactory = _ => 0,
    }.Between(0, 100);
    private readonly Option<double> _topP = CommonOptions.TopP(1);
    private readonly Option<int> _maxNewTokens = CommonOptions.MaxNewTokens(256);
    private readonly Option<int?> _thinkingBudget = CommonOptions.ThinkingBudget();
    private readonly Option<int> _waits = CommonOptions.Waits();
    private readonly Option<bool> _vote = new("--vote")
    {
        Description = "Name the answer that most completions give; needs --count and a temperature.",
    };
    private readonly Option<int> _shortM = CommonOptions.ShortM();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<int> _count = new Option<int>("--count")
    {
        Description = "Completions, one after the other.",
        HelpName = "n",
        DefaultValueFactory = _ => 1,
    }.Between(1, 10_000);

    public SampleVerb(Screen screen)
        : base("sample", "Print what a model writes, token by token.")
    {
        _screen = screen;
        Option[] all =
        [
            _model,
            _prompt,
            _chat,
            _system,
            _temperature,
            _topP,
            _maxNewTokens,
            _thinkingBudget,
            _waits,
            _seed,
            _count,
            _vote,
            _shortM,
        ];
        foreach (var option in all)
        {
            Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetValue(_system) is { Length: > 0 } && !result.GetValue(_chat))
            {
                result.AddError("--system needs --chat: a plain prompt has no system message.");
            }

            if (result.GetValue(_shortM) > 0 && !result.GetValue(_vote))
            {
                result.AddError("--short-m needs --vote.");
            }
        });
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var prompt = parse.GetRequiredValue(_prompt);
        if (prompt == "-")
        {
            prompt = await Console.In.ReadToEndAsync(cancellationToken);
        }

        var (model, tokenizer) = Checkpoint.Load(parse.GetRequiredValue(_model));
        using (model)
        {
            var ids = Encode(parse, tokenizer, prompt);
            var room = model.Config.ContextLength - ids.Length;
            if (ids.Length == 0 || room < 1)
            {
                throw new BadInputException(
                    $"--prompt has {ids.Length} tokens; the model reads 1 to {model.Config.ContextLength - 1}"
                );
            }

            var options = Sampling(parse, model, tokenizer, room);
            var written = new List<(string Text, int Tokens)>();
            for (var sample = 0; sample < parse.GetValue(_count); sample++)
            {
                written.Add(Write(model, tokenizer, ids, options, Seed(parse, sample), cancellationToken));
            }

            if (parse.GetValue(_vote))
            {
                ShowVote(written, parse.GetValue(_shortM));
            }
        }

        return ExitCodes.Done;
    }

    private void ShowVote(List<(string Text, int Tokens)> written, int shortM)
    {
        var voters = shortM > 0 ? [.. written.OrderBy(one => one.Tokens).Take(shortM)] : written;
        var answers = voters.Select(one => AnswerVote.Of(one.Text)).ToList();
        var winner = PassAtK.Majority(answers);
        _screen.Line(
            winner < 0
                ? $"vote: none of {voters.Count} completions gives an answer"
                : $"vote: {answers.Count(answer => answer == answers[winner])} of {voters.Count} for: {PlainText.Of(answers[winner]!)}"
        );
    }

    private (string Text, int Tokens) Write(
        DecoderModel model,
        Tokenizer tokenizer,
        int[] ids,
        SamplingOptions options,
        ulong seed,
        CancellationToken cancellationToken
    )
    {
        var text = new StreamingDecoder(tokenizer);
        var (completion, tokens) = ("", 0);
        var engine = new RolloutEngine(model, tokenizer, maxRows: 1);
        foreach (
            var rollout in engine.Generate(
                [new RolloutRequest(0, 0, ids, seed)],
                options,
                (_, token) => _screen.Write(PlainText.Of(text.Append(token))),
                cancellationToken
            )
        )
        {
            _screen.Line(PlainText.Of(text.Flush()));
            (completion, tokens) = (tokenizer.Decode(rollout.TokenIds, skipSpecial: true), rollout.TokenIds.Length);
            if (rollout.FinishReason == FinishReason.Length)
            {
                _screen.Note($"(cut after {rollout.TokenIds.Length} tokens)");
            }
        }

        return (completion, tokens);
    }

    private SamplingOptions Sampling(ParseResult parse, DecoderModel model, Tokenizer tokenizer, int room) =>
        new()
        {
            Temperature = parse.GetValue(_temperature),
            TopP = parse.GetValue(_topP),
            MaxNewTokens = Math.Min(parse.GetValue(_maxNewTokens), room),
            Thinking = CommonOptions.Thinking(parse.GetValue(_thinkingBudget), parse.GetValue(_waits)),
            StopTokenIds = [.. tokenizer.StopIds, .. model.EndTokenIds],
        };

    private int[] Encode(ParseResult parse, Tokenizer tokenizer, string prompt)
    {
        if (!parse.GetValue(_chat))
        {
            return tokenizer.EncodePrompt(prompt);
        }

        var system = parse.GetRequiredValue(_system);
        var user = new ChatMessage("user", prompt);
        return tokenizer.EncodeChat(
            system.Length == 0 ? [user] : [new ChatMessage("system", system), user],
            addGenerationPrompt: true
        );
    }

    private ulong Seed(ParseResult parse, int sample) => SplitMix.Mix((ulong)parse.GetValue(_seed), (ulong)sample);
}
