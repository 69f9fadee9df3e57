namespace R1Code.Cli.Hosting;

/// <summary>What the process's exit code says. Scripts depend on these numbers.</summary>
internal static class ExitCodes
{
    /// <summary>The thing asked for was done.</summary>
    public const int Done = 0;

    /// <summary>It was tried and failed: a submission that was not accepted, a run that broke, a fault found.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file it names is wrong; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>No container engine or image can be had.</summary>
    public const int SandboxUnavailable = 3;

    /// <summary>Stopped by Ctrl-C or SIGTERM, cleanly: the shell's number for SIGINT.</summary>
    public const int Interrupted = 130;
}
