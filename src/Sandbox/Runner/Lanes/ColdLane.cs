using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Submissions;
using R1Code.Sandbox.Runner.Values;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// Runs a test in a fresh .NET process: slower by a runtime's start, and with nothing a fork could have broken. It is the
/// second opinion on doubtful ends, and the only lane where forking does not work.
/// </summary>
internal sealed unsafe class ColdLane
{
    /// <summary>Command-line word that makes this program a test of the cold lane.</summary>
    public const string ChildOption = "--child";

    /// <summary>Resident size of a fresh runtime that has loaded an assembly and done nothing else.</summary>
    public const long BaselineBytes = 36L * 1024 * 1024;

    private const int ValueDescriptor = 3;
    private const int SubmissionDescriptor = 4;

    private readonly nint _program;
    private readonly nint[] _environment;

    public ColdLane()
    {
        _program = Marshal.StringToCoTaskMemUTF8(Environment.ProcessPath ?? BoxEnvironment.DotnetPath);
        _environment =
        [
            .. BoxEnvironment.RunnerVariables.Select(v => Marshal.StringToCoTaskMemUTF8($"{v.Key}={v.Value}")),
            0,
        ];
    }

    /// <summary>Starts a test; its process id, or a value below 1.</summary>
    public int Start(Jailing jailing, int row)
    {
        var file = WriteSubmission(jailing);
        nint[] arguments =
        [
            _program,
            Marshal.StringToCoTaskMemUTF8(typeof(ColdLane).Assembly.Location),
            Marshal.StringToCoTaskMemUTF8(ChildOption),
            Marshal.StringToCoTaskMemUTF8(row.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            SeccompFilter.FilesAreShared ? Marshal.StringToCoTaskMemUTF8(BoxEnvironment.SharedFilesOption) : 0,
            0,
        ];
        var process = Fork.Child();
        if (process == 0)
        {
            Become(jailing, file, arguments);
        }

        Sys.Close(file);
        foreach (var argument in arguments.AsSpan(1))
        {
            Marshal.FreeCoTaskMem(argument);
        }

        return process;
    }

    /// <summary>
    /// The fresh process's side: takes what it was given, closes the filters around itself, and only then loads the assembly.
    /// </summary>
    [StackTraceHidden]
    public static int RunChild(int row)
    {
        var area = ValueArea.Open(ValueDescriptor);
        var submission = ReadSubmission();
        Sys.Do(Call.CloseRange, ValueDescriptor, SubmissionDescriptor);
        Privileges.Hide();
        Sys.Must("seccomp", SeccompFilter.ForSubmission().Install(0));
        Sys.Must("seccomp", SeccompFilter.ForTest().Install(Sys.Pid()));
        return Submission.Load(submission.Assembly, submission.Entry, submission.Args).Run(row, area);
    }

    private void Become(Jailing jailing, int file, nint[] arguments)
    {
        try
        {
            jailing.Streams.Attach();

            // Above all that is open first, so that neither copy can overwrite the other's source.
            var value = Sys.Must(
                "dup",
                Sys.Do(
                    Call.Fcntl,
                    jailing.Streams.Value.File,
                    0 /* duplicate */
                    ,
                    64
                )
            );
            var submission = Sys.Must("dup", Sys.Do(Call.Fcntl, file, 0, 64));
            Sys.Must("fchdir", Sys.Do(Call.Fchdir, jailing.Scratch.WorkFolder));
            Sys.Must("dup2", Sys.Do(Call.Dup2, (nint)value, ValueDescriptor));
            Sys.Must("dup2", Sys.Do(Call.Dup2, (nint)submission, SubmissionDescriptor));
            Sys.CloseFrom(SubmissionDescriptor + 1);
            ResourceLimits.Set(jailing.Order.Limits.CpuMs);
            Privileges.Drop(jailing.User, jailing.Supervisor);
            fixed (nint* argument = arguments)
            fixed (nint* variable = _environment)
            {
                Sys.Must("execve", Sys.Do(Call.Execve, _program, (nint)argument, (nint)variable));
            }
        }
        catch (Exception broken)
        {
            Sys.WriteAll(2, Encoding.UTF8.GetBytes(broken.ToString()));
        }
        finally
        {
            Sys.Exit(70);
        }
    }

    private static int WriteSubmission(Jailing jailing)
    {
        var writer = new PayloadWriter(256);
        writer.Byte((byte)jailing.Order.Entry);
        writer.List(jailing.Order.Args, static (w, a) => w.String(a));
        writer.Int32(jailing.Order.Assembly.Length);
        var file = Sys.MemoryFile("submission\0"u8);
        Sys.Must("write of the submission", Sys.WriteAll(file, writer.Written));
        Sys.Must("write of the submission", Sys.WriteAll(file, jailing.Order.Assembly));
        Sys.Must("lseek", Sys.Do(Call.Lseek, file, 0, 0));
        return file;
    }

    private static (EntryKind Entry, string[] Args, byte[] Assembly) ReadSubmission()
    {
        var bytes = new byte[Sys.SizeOf(SubmissionDescriptor)];
        fixed (byte* start = bytes)
        {
            for (long got, at = 0; at < bytes.Length; at += got)
            {
                got = Sys.Must("read of the submission", Sys.Read(SubmissionDescriptor, start + at, bytes.Length - at));
                if (got == 0)
                {
                    throw new EndOfStreamException("the submission is shorter than its file");
                }
            }
        }

        var reader = new PayloadReader(bytes);
        var entry = (EntryKind)reader.Byte();
        var args = new string[reader.Count()];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = reader.String();
        }

        return (entry, args, reader.Bytes());
    }
}
