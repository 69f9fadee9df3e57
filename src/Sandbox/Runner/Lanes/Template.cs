using R1Code.Sandbox.Runner.Channel;
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
/// it each test is forked, as a child of the supervisor, which alone waits for and measures it. The last test is run by the
/// template itself: nobody forks from it any more, and a fork with its end is a third of a small test's time.
/// </summary>
internal sealed unsafe class Template
{
    private const int JailPatienceMs = 10_000;
    private const int ReadyPatienceMs = 5_000;
    private const int LearnPatienceMs = 2_000;

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
                new TemplateProcess(jailing, commands.Read, replies.Write).Live(
                    new Span<byte>(shared, assembly.Length),
                    prepared
                )
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
    public int StartTest(int row) => Ask(new TemplateCommand(TemplateTask.ForkTest, row), JailPatienceMs);

    /// <summary>
    /// Makes it run a test itself, and forgets it: the process is the test's now, to be watched and reaped like one. Below 1 when
    /// the template is gone, and then it must still be stopped.
    /// </summary>
    public int BecomeTest(int row)
    {
        var process = Ask(new TemplateCommand(TemplateTask.BecomeTest, row), JailPatienceMs);
        if (process > 0)
        {
            Close();
        }

        return process;
    }

    /// <summary>
    /// Compiles in it what the last test had to compile, for those that are still to come. False when it is gone, and then it must
    /// be stopped.
    /// </summary>
    public bool Learn() => Ask(new TemplateCommand(TemplateTask.Learn, 0), LearnPatienceMs) > 0;

    private int Ask(TemplateCommand command, int patienceMs)
    {
        if (Sys.WriteAll(_commands, new ReadOnlySpan<byte>(&command, sizeof(TemplateCommand))) < 0)
        {
            return 0;
        }

        int process;
        return Sys.Readable(_replies, patienceMs) && Sys.Read(_replies, &process, sizeof(int)) == sizeof(int)
            ? process
            : 0;
    }

    /// <summary>Ends and reaps it.</summary>
    public void Stop()
    {
        Sys.Do(Call.Kill, Process, Signal.Kill);
        Sys.Do(Call.Wait4, Process);
        Close();
    }

    private void Close()
    {
        Sys.Close(_commands);
        Sys.Close(_replies);
    }

    private void AwaitReady()
    {
        if (!Says(TemplateProcess.Jailed, JailPatienceMs))
        {
            IsJailed = false;
            Failure = "the submission's process could not be jailed";
        }
        else if (!Says(TemplateProcess.Ready, ReadyPatienceMs))
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
}
