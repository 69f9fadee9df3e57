using System.Diagnostics;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Scratch;
using R1Code.Sandbox.Runner.Submissions;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>What is left to do in a process that turned out to be a test's.</summary>
internal sealed record TestWork(Submission Submission, int Row, TestStreams Streams);

/// <summary>
/// What every process of one submission needs; made by the supervisor before it forks. The idle bytes are the peak of a test that
/// does nothing, which is not counted.
/// </summary>
internal sealed record Jailing(
    int User,
    int Supervisor,
    RunOrder Order,
    TestStreams Streams,
    ScratchFolder Scratch,
    Descriptors Descriptors,
    long IdleBytes
);

/// <summary>
/// A submission's first process: forked from the supervisor, jailed, then the assembly is loaded and prepared, once. From
/// it each test is forked, as a child of the supervisor, which alone waits for and measures it.
/// </summary>
internal sealed unsafe class Template
{
    private const byte Jailed = (byte)'J';
    private const byte Ready = (byte)'R';
    private const int JailPatienceMs = 10_000;
    private const int ReadyPatienceMs = 5_000;

    private readonly int _commands;
    private readonly int _replies;

    private Template(int process, int commands, int replies)
    {
        Process = process;
        _commands = commands;
        _replies = replies;
    }

    /// <summary>Its process id.</summary>
    public int Process { get; }

    /// <summary>Why it cannot fork tests; null when it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// Forks it. In the supervisor the template comes back and the work is null; in a test's process the work comes back.
    /// </summary>
    /// <param name="jailing">What it needs.</param>
    /// <param name="prepared">Whether the assembly is loaded before the tests are forked; otherwise each test loads it.</param>
    public static (Template? Template, TestWork? Work) Start(Jailing jailing, bool prepared)
    {
        var commands = Sys.Pipe();
        var replies = Sys.Pipe();

        // The bytes leave the private memory only here, so that the child finds them and nothing else.
        var assembly = jailing.Order.Assembly;
        var shared = Sys.Map(assembly.Length + 1L, -1, shared: false);
        assembly.CopyTo(new Span<byte>(shared, assembly.Length));

        var process = Fork.Child();
        if (process == 0)
        {
            return (
                null,
                Live(jailing, prepared, commands.Read, replies.Write, new Span<byte>(shared, assembly.Length))
            );
        }

        Sys.Unmap(shared, assembly.Length + 1L);
        Sys.Close(commands.Read);
        Sys.Close(replies.Write);
        var template = new Template(process, commands.Write, replies.Read);
        template.AwaitReady();
        return (template, null);
    }

    /// <summary>Forks a test; its process id, or a value below 1 when the template is gone.</summary>
    public int StartTest(int row)
    {
        var command = row;
        if (Sys.WriteAll(_commands, new ReadOnlySpan<byte>(&command, sizeof(int))) < 0)
        {
            return 0;
        }

        int process;
        return Sys.Readable(_replies, JailPatienceMs) && Sys.Read(_replies, &process, sizeof(int)) == sizeof(int)
            ? process
            : 0;
    }

    /// <summary>Ends and reaps it.</summary>
    public void Stop()
    {
        Sys.Do(Call.Kill, Process, Signal.Kill);
        Sys.Do(Call.Wait4, Process);
        Sys.Close(_commands);
        Sys.Close(_replies);
    }

    private void AwaitReady()
    {
        if (!Says(Jailed, JailPatienceMs))
        {
            IsJailed = false;
            Failure = "the submission's process could not be jailed";
        }
        else if (!Says(Ready, ReadyPatienceMs))
        {
            Failure = "the assembly could not be prepared";
        }
    }

    /// <summary>Whether the jail closed around it; if not, the box is broken.</summary>
    public bool IsJailed { get; private set; } = true;

    private bool Says(byte expected, int milliseconds)
    {
        byte said;
        return Sys.Readable(_replies, milliseconds) && Sys.Read(_replies, &said, 1) == 1 && said == expected;
    }

    // Everything below runs in the child. It must never return into the supervisor's code but as a test.
    private static TestWork Live(Jailing jailing, bool prepared, int commands, int replies, ReadOnlySpan<byte> assembly)
    {
        try
        {
            Jail(jailing, commands, replies);
            Sys.WriteAll(replies, [Jailed]);
            var bytes = assembly.ToArray();
            var submission = prepared ? Load(jailing, bytes) : null;
            submission?.Prepare();
            Sys.WriteAll(replies, [Ready]);
            while (true)
            {
                int row;
                if (Sys.Read(commands, &row, sizeof(int)) != sizeof(int))
                {
                    Sys.Exit(0);
                }

                var process = Fork.Sibling();
                if (process == 0)
                {
                    Sys.Close(commands);
                    Sys.Close(replies);
                    Tighten();
                    return new TestWork(submission ?? Load(jailing, bytes), row, jailing.Streams);
                }

                Sys.WriteAll(replies, new ReadOnlySpan<byte>(&process, sizeof(int)));
            }
        }
        catch (Exception broken)
        {
            // Nobody else could see it: descriptor 2 may be the test's already, and that is where the host looks.
            Sys.WriteAll(2, System.Text.Encoding.UTF8.GetBytes(broken.ToString()));
            Sys.Exit(70);
            throw new UnreachableException();
        }
    }

    private static void Jail(Jailing jailing, int commands, int replies)
    {
        jailing.Streams.Attach();
        Sys.Must("fchdir", Sys.Do(Call.Fchdir, jailing.Scratch.WorkFolder));
        jailing.Descriptors.CloseOthers([commands, replies]);
        ResourceLimits.Set(jailing.Order.Limits.CpuMs);
        Privileges.Drop(jailing.User, jailing.Supervisor);
        Sys.Must("seccomp", Filters.Submission.Install(0));
    }

    private static void Tighten()
    {
        Privileges.DieWithParent();
        Sys.Must("seccomp", Filters.Test.Install(Sys.Pid()));
    }

    private static Submission Load(Jailing jailing, byte[] assembly) =>
        Submission.Load(assembly, jailing.Order.Entry, jailing.Order.Args);

    private static class Filters
    {
        public static readonly SeccompFilter Submission = SeccompFilter.ForSubmission();
        public static readonly SeccompFilter Test = SeccompFilter.ForTest();
    }
}
