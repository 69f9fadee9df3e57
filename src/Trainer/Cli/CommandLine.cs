using System.CommandLine;
using System.CommandLine.Invocation;
using R1Code.Cli.Bench;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Cli.Verbs;

namespace R1Code.Cli;

/// <summary>The verbs, and how a call of one ends.</summary>
internal sealed class CommandLine(Screen screen)
{
    /// <summary>The command tree: what help prints and what the README may use.</summary>
    public RootCommand Root { get; } =
        CreateRoot(
            new SetupVerb(screen),
            new DoctorVerb(screen),
            new JudgeVerb(screen),
            new ScoreVerb(screen),
            new ConvertVerb(screen),
            new ServeVerb(screen),
            new TrainVerb(screen),
            new ReportVerb(screen),
            new EvalVerb(screen),
            new SampleVerb(screen),
            new InitVerb(screen),
            new ExportVerb(screen),
            new BenchCommand(
                new SandboxBenchVerb(screen),
                new SoakBenchVerb(screen),
                new ServiceBenchVerb(screen),
                new TrainerBenchVerb(screen)
            )
        );

    /// <summary>Runs the verb named by <paramref name="args"/> and answers with the exit code.</summary>
    public async Task<int> RunAsync(string[] args, Interrupts interrupts)
    {
        var parse = Root.Parse(args.Length == 0 ? ["--help"] : args);
        // Signals and faults are ours; see Interrupts and Faults.
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = Console.Out,
            Error = Console.Error,
        };
        if (parse.Action is ParseErrorAction)
        {
            Refuse(parse);
            return ExitCodes.BadInput;
        }

        try
        {
            var code = await parse.InvokeAsync(invocation, interrupts.Token);
            return args.Length == 0 ? ExitCodes.BadInput : code;
        }
        catch (Exception exception) // the boundary: everything ends as a line and a code
        {
            return Faults.Report(exception, interrupts.HasCome, screen);
        }
    }

    private static RootCommand CreateRoot(params Command[] verbs)
    {
        var root = new RootCommand(
            "R1Code: a language model writes C#, a container judges it, the reward trains the model."
        )
        {
            HelpName = "./r1code",
        };
        foreach (var verb in verbs)
        {
            root.Add(verb);
        }

        return root;
    }

    private void Refuse(ParseResult parse)
    {
        var verb = parse.CommandResult.Command;
        if (verb == Root && parse.UnmatchedTokens.Count > 0)
        {
            var known = string.Join(", ", Root.Subcommands.Select(command => command.Name));
            screen.Error($"there is no verb '{parse.UnmatchedTokens[0]}'; known: {known}");
        }
        else
        {
            foreach (var fault in parse.Errors)
            {
                screen.Error(fault.Message);
            }
        }

        screen.Note(verb == Root ? "See: ./r1code --help" : $"See: ./r1code {verb.Name} --help");
    }
}
