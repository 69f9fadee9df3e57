using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Verbs;

/// <summary><c>judge</c>: one submission against one problem, test by test.</summary>
internal sealed class JudgeVerb : Verb
{
    private readonly Screen _screen;
    private readonly Argument<string> _file = new("FILE.cs") { Description = "The submission, taken as it is." };
    private readonly Option<string> _problem = new("--problem")
    {
        Description = "The problem as JSON, or a .jsonl file together with --id.",
        HelpName = "P.json",
        Required = true,
    };
    private readonly Option<string?> _id = new("--id") { Description = "Which problem of the file.", HelpName = "ID" };
    private readonly Option<bool> _json = CommonOptions.Json();

    public JudgeVerb(Screen screen)
        : base("judge", "Judge one C# file against one problem. Exit code 0 only when it is accepted.")
    {
        _screen = screen;
        Add(_file);
        Add(_problem);
        Add(_id);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var options = new SandboxOptions { Boxes = 1 };
        var problem = JudgeableProblems.LoadOne(parse.GetRequiredValue(_problem), parse.GetValue(_id), options);
        var source = await InputText.ReadAsync(parse.GetRequiredValue(_file), cancellationToken);

        await using var session = await SandboxSession.OpenAsync(_screen, options, cancellationToken);
        var verdict = await session.Sandbox.JudgeAsync(problem, source, cancellationToken);

        if (parse.GetValue(_json))
        {
            _screen.Json(verdict);
        }
        else
        {
            VerdictView.Show(_screen, verdict);
        }

        return verdict.Status switch
        {
            VerdictStatus.Accepted => ExitCodes.Done,
            VerdictStatus.SandboxFailure => ExitCodes.SandboxUnavailable,
            _ => ExitCodes.Failed,
        };
    }
}
