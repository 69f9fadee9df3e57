using System.CommandLine;
using R1Code.Cli.Verbs;

namespace R1Code.Cli.Bench;

/// <summary><c>bench</c>: measurements on this machine, one verb below it for each part of the project.</summary>
internal sealed class BenchCommand : Command
{
    public BenchCommand(params Verb[] parts)
        : base("bench", "Measure a part on this machine, beside a baseline measured in the same run.")
    {
        foreach (var part in parts)
        {
            Add(part);
        }
    }
}
