using System.CommandLine;
using R1Code.Cli.Examining;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Sandbox;
using R1Code.Sandbox.Setup;

namespace R1Code.Cli.Verbs;

/// <summary><c>doctor</c>: looks at everything R1Code needs, changes nothing, says what to do about each fault.</summary>
internal sealed class DoctorVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<bool> _json = CommonOptions.Json();

    public DoctorVerb(Screen screen)
        : base("doctor", "Examine engine, isolation, image, memory, disk, GPU and ports; say what to do about faults.")
    {
        _screen = screen;
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        IReadOnlyList<DoctorFinding> findings =
        [
            .. await SandboxDoctor.ExamineAsync(new SandboxOptions(), cancellationToken),
            TrainingDoctor.Device(),
            ServiceDoctor.Port(),
        ];
        if (parse.GetValue(_json))
        {
            _screen.Json(findings);
        }
        else
        {
            Show(findings);
        }

        return findings.Any(finding => finding.Status == DoctorStatus.Fault)
            ? ExitCodes.SandboxUnavailable
            : ExitCodes.Done;
    }

    private void Show(IReadOnlyList<DoctorFinding> findings)
    {
        var table = Tables.WithColumns("", "subject", "found", "what to do");
        foreach (var finding in findings)
        {
            table.Row(Mark(finding.Status), finding.Subject, finding.Text, finding.Remedy ?? "");
        }

        _screen.Show(table);
    }

    private static string Mark(DoctorStatus status) =>
        status switch
        {
            DoctorStatus.Good => "ok",
            DoctorStatus.Warning => "warn",
            _ => "FAULT",
        };
}
