using System.CommandLine;

namespace R1Code.Cli.Verbs;

/// <summary>A verb of the command line: its symbols are fields of the type, its story is <see cref="RunAsync"/>.</summary>
internal abstract class Verb : Command
{
    /// <summary>Names the verb for help.</summary>
    protected Verb(string name, string description)
        : base(name, description) => SetAction(RunAsync);

    /// <summary>Does it and answers with the exit code. Known faults are thrown; see <see cref="Hosting.Faults"/>.</summary>
    protected abstract Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken);
}
