namespace R1Code.Rewards.Service.Foreign;

/// <summary>Names of Linux signals (x86-64), as Piston writes them.</summary>
internal static class SignalNames
{
    private static readonly string[] Names =
    [
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGILL",
        "SIGTRAP",
        "SIGABRT",
        "SIGBUS",
        "SIGFPE",
        "SIGKILL",
        "SIGUSR1",
        "SIGSEGV",
        "SIGUSR2",
        "SIGPIPE",
        "SIGALRM",
        "SIGTERM",
        "SIGSTKFLT",
        "SIGCHLD",
        "SIGCONT",
        "SIGSTOP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGVTALRM",
        "SIGPROF",
        "SIGWINCH",
        "SIGIO",
        "SIGPWR",
        "SIGSYS",
    ];

    public static string? Of(int? signal) =>
        signal is not { } number ? null
        : number >= 1 && number <= Names.Length ? Names[number - 1]
        : $"SIG{number}";
}
