using System.Diagnostics;
using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Learning;
using R1Code.Sandbox.Runner.Submissions;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>What a template is asked to do.</summary>
internal enum TemplateTask
{
    /// <summary>Fork a test.</summary>
    ForkTest,

    /// <summary>Be the test.</summary>
    BecomeTest,

    /// <summary>Compile what the last test had to compile.</summary>
    Learn,
}

/// <summary>What the supervisor asks of a template; the row is the call table's. The answer is a process id.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TemplateCommand(TemplateTask Task, int Row);

/// <summary>
/// The template seen from inside: the child's part of <see cref="Template"/>. It never returns into the supervisor's code but as a test.
/// </summary>
internal sealed unsafe class TemplateProcess(Jailing jailing, int commands, int replies)
{
    /// <summary>Its first word: the jail has closed around it.</summary>
    public const byte Jailed = (byte)'J';

    /// <summary>Its second word: it waits for commands.</summary>
    public const byte Ready = (byte)'R';

    private Submission? _submission;

    /// <summary>Prepares and obeys; comes back in the process of a test.</summary>
    public TestWork Live(ReadOnlySpan<byte> assembly, bool prepared)
    {
        try
        {
            Jail();
            Sys.WriteAll(replies, [Jailed]);
            var bytes = assembly.ToArray();
            if (prepared)
            {
                Prepare(bytes);
            }

            _ = TestProcess.OpenConsole();
            jailing.Streams.JitLog?.Clear();
            Sys.WriteAll(replies, [Ready]);
            var row = ObeyUntilATest();
            Sys.Close(commands);
            Sys.Close(replies);
            Tighten();
            return new TestWork(_submission ?? Load(bytes), row, jailing.Streams);
        }
        catch (Exception broken)
        {
            // Nobody else could see it: descriptor 2 may be the test's already, and that is where the host looks.
            Sys.WriteAll(2, System.Text.Encoding.UTF8.GetBytes(broken.ToString()));
            Sys.Exit(70);
            throw new UnreachableException();
        }
    }

    // A single test compiles what it needs and nothing else.
    private void Prepare(byte[] assembly)
    {
        _submission = Load(assembly);
        if (jailing.Order.TestCount > 1)
        {
            _submission.Prepare();
        }
    }

    // Returns the test's row, in the process that is to run it.
    private int ObeyUntilATest()
    {
        while (true)
        {
            TemplateCommand command;
            if (Sys.Read(commands, &command, sizeof(TemplateCommand)) != sizeof(TemplateCommand))
            {
                Sys.Exit(0);
            }

            if (command.Task == TemplateTask.Learn)
            {
                Learn();
            }

            var process = command.Task == TemplateTask.ForkTest ? Fork.Sibling() : Sys.Pid();
            if (process == 0)
            {
                return command.Row;
            }

            Sys.WriteAll(replies, new ReadOnlySpan<byte>(&process, sizeof(int)));
            if (command.Task == TemplateTask.BecomeTest)
            {
                return command.Row;
            }
        }
    }

    private void Jail()
    {
        jailing.Streams.Attach();
        Sys.Must("fchdir", Sys.Do(Call.Fchdir, jailing.Scratch.WorkFolder));
        jailing.Descriptors.CloseOthers([commands, replies]);
        ResourceLimits.Set(jailing.Order.Limits.CpuMs);
        Privileges.Drop(jailing.User, jailing.Supervisor);
        Sys.Must("seccomp", Filters.Submission.Install(0));
    }

    private void Learn()
    {
        if (jailing.Streams.JitLog is { } log)
        {
            _submission?.Learned.Prepare(log.Read());
            log.Clear();
        }
    }

    private static void Tighten()
    {
        Processors.Roam();
        Privileges.DieWithParent();
        Sys.Must("seccomp", Filters.Test.Install(Sys.Pid()));
    }

    private Submission Load(byte[] assembly) => Submission.Load(assembly, jailing.Order.Entry, jailing.Order.Args);

    private static class Filters
    {
        public static readonly SeccompFilter Submission = SeccompFilter.ForSubmission();
        public static readonly SeccompFilter Test = SeccompFilter.ForTest();
    }
}
