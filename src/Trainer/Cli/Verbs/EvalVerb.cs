using System.CommandLine;
using R1Code.Cli.Evaluating;
using R1Code.Cli.Hosting;
using R1Code.Cli.Rewarding;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Cli.Training;
using R1Code.Sandbox;
using R1Code.Trainer;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Verbs;

/// <summary><c>eval</c>: how often a model solves the problems of a file.</summary>
internal sealed class EvalVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string> _model = new("--model")
    {
        Description = "Hugging Face folder, or address of an OpenAI-compatible server.",
        HelpName = "DIR|URL",
        Required = true,
    };
    private readonly Option<string?> _modelName = new("--model-name")
    {
        Description = "The model's name at that server (key: OPENAI_API_KEY).",
        HelpName = "NAME",
    };
    private readonly Option<string> _problems = CommonOptions.Problems();
    private readonly Option<int> _limit = new Option<int>("--limit")
    {
        Description = "Use the first N problems; 0 for all.",
        HelpName = "N",
    }.Between(0, int.MaxValue);
    private readonly Option<int> _samples = new Option<int>("--samples")
    {
        Description = "Sampled completions per problem, besides the greedy one.",
        HelpName = "n",
        DefaultValueFactory = _ => 8,
    }.Between(0, 10_000);
    private readonly Option<string> _k = new("--k")
    {
        Description = "The k of pass@k and cons@k, separated by commas.",
        HelpName = "1,8",
        DefaultValueFactory = _ => "1,8",
    };
    private readonly Option<double> _temperature = new Option<double>("--temperature")
    {
        Description = "Temperature of the sampled completions.",
        HelpName = "T",
        DefaultValueFactory = _ => 0.6,
    }.Between(0.001, 100);
    private readonly Option<double> _topP = CommonOptions.TopP(0.95);
    private readonly Option<int> _maxNewTokens = CommonOptions.MaxNewTokens(512);
    private readonly Option<int?> _thinkingBudget = CommonOptions.ThinkingBudget();
    private readonly Option<int> _waits = CommonOptions.Waits();
    private readonly Option<int> _shortM = CommonOptions.ShortM();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _system = CommonOptions.SystemPrompt();
    private readonly Option<bool> _plain = new("--plain")
    {
        Description = "Give the prompt as it is instead of as a chat message.",
    };
    private readonly Option<string?> _rewards = CommonOptions.Rewards();
    private readonly Option<Uri?> _rewardUrl = CommonOptions.RewardUrl();
    private readonly Option<int> _workers = CommonOptions.Workers();
    private readonly Option<string?> _out = new("--out")
    {
        Description = "Folder for report.json and scores.jsonl.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _json = CommonOptions.Json();

    public EvalVerb(Screen screen)
        : base("eval", "Measure a model on problems: pass@1, unbiased pass@k and cons@k with standard errors.")
    {
        _screen = screen;
        Option[] all =
        [
            _model,
            _modelName,
            _problems,
            _limit,
            _samples,
            _k,
            _temperature,
            _topP,
            _maxNewTokens,
            _thinkingBudget,
            _waits,
            _shortM,
            _seed,
            _system,
            _plain,
            _rewards,
            _rewardUrl,
            _workers,
            _out,
            _json,
        ];
        foreach (var option in all)
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var sandbox = new SandboxOptions { Boxes = parse.GetValue(_workers) };
        var problems = JudgeableProblems.Load(parse.GetRequiredValue(_problems), sandbox);
        if (parse.GetValue(_limit) is > 0 and var limit)
        {
            problems = [.. problems.Take(limit)];
        }

        var options = Measurement(parse, problems.Count);
        if (options.Thinking is not null && CommonOptions.IsUrl(parse.GetRequiredValue(_model), out _))
        {
            throw new BadInputException("--thinking-budget and --waits need the model's folder, not a server");
        }

        var rewards = RewardSettings.ForKinds(parse.GetValue(_rewards), problems);
        using var files = parse.GetValue(_out) is { } folder ? new EvaluationFiles(folder) : null;
        using var model = CompletingModel.Open(
            parse.GetRequiredValue(_model),
            new CompletingModelOptions
            {
                ServedName = parse.GetValue(_modelName),
                SystemPrompt = parse.GetRequiredValue(_system),
                Format = parse.GetValue(_plain) ? PromptFormat.Plain : PromptFormat.Chat,
            }
        );

        await using var office = await RewardOffice.OpenAsync(
            _screen,
            parse.GetValue(_rewardUrl) is { } url ? RewardService.At(url) : null,
            sandbox,
            cancellationToken
        );
        EvaluationReport report;
        using (var meter = new Meter(_screen, "evaluating", problems.Count * (options.Samples + 1)))
        {
            var source = new WatchedRewardSource(office.SourceFor(rewards), files, meter.Advance);
            report = await new Evaluator(model.Source, source).EvaluateAsync(
                problems,
                options,
                parse.GetValue(_maxNewTokens),
                cancellationToken
            );
        }

        files?.Commit(report);
        if (parse.GetValue(_json))
        {
            _screen.Json(report);
        }
        else
        {
            _screen.Show(EvaluationTable.Of(report));
        }

        return ExitCodes.Done;
    }

    private int? ShortM(ParseResult parse, int samples)
    {
        var m = parse.GetValue(_shortM);
        return m <= samples
            ? (m == 0 ? null : m)
            : throw new BadInputException($"--short-m: {m} is more than --samples {samples}");
    }

    private EvaluationOptions Measurement(ParseResult parse, int problems)
    {
        var samples = parse.GetValue(_samples);
        var k = new List<int>();
        foreach (var part in parse.GetRequiredValue(_k).Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, out var one) || one < 1)
            {
                throw new BadInputException($"--k: '{part}' is no positive whole number; it looks like 1,8");
            }

            // The default k must not forbid a small --samples.
            if (one <= samples)
            {
                k.Add(one);
            }
            else if (parse.GetResult(_k) is { Implicit: false })
            {
                throw new BadInputException($"--k: {one} is more than --samples {samples}");
            }
        }

        return new EvaluationOptions
        {
            Problems = problems,
            Samples = samples,
            K = [.. k.Distinct().Order()],
            Temperature = parse.GetValue(_temperature),
            TopP = parse.GetValue(_topP),
            Seed = parse.GetValue(_seed),
            ShortM = ShortM(parse, samples),
            Thinking = CommonOptions.Thinking(parse.GetValue(_thinkingBudget), parse.GetValue(_waits)),
        };
    }
}
