using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Jail;

/// <summary>
/// Builds and installs the filters of system calls under which a submission runs. Two answers: calls that programs try
/// without malice (a socket, a new process) fail with an error, calls that only an attack makes end the process.
/// </summary>
internal sealed unsafe class SeccompFilter
{
    private const uint KillProcess = 0x80000000;
    private const uint SendSignal = 0x00030000;
    private const uint FailWith = 0x00050000;
    private const int FirstArgument = 16;
    private const int SecondArgument = 24;

    // Flags of clone(2): every namespace, and tracing.
    private const uint NamespaceFlags = 0x7E020000 | 0x2000;
    private const uint ThreadFlag = 0x10000;

    private const int PermissionDenied = Errno.NotPermitted;
    private const int NoSuchCall = Errno.NotThere;
    private const int InvalidArgument = Errno.Invalid;
    private const int Success = 0;

    // A kernel that cannot end the process, as gVisor's of 2022, ends the calling thread alone, and the others wait for it
    // until the time is up. A signal ends all of them; who catches it has still not had the call made.
    private static readonly uint EndProcess = IsAvailable(KillProcess) ? KillProcess : SendSignal;

    /// <summary>What no managed program does by accident.</summary>
    private static readonly int[] Attacks =
    [
        Call.Ptrace,
        Call.ProcessVmReadv,
        Call.ProcessVmWritev,
        Call.Mount,
        Call.Umount,
        Call.PivotRoot,
        Call.Chroot,
        Call.Unshare,
        Call.Setns,
        Call.Bpf,
        Call.Userfaultfd,
        Call.KexecLoad,
        Call.KexecFileLoad,
        Call.InitModule,
        Call.FinitModule,
        Call.DeleteModule,
        Call.Reboot,
        Call.Swapon,
        Call.Swapoff,
        Call.Iopl,
        Call.Ioperm,
        Call.ModifyLdt,
        Call.OpenByHandleAt,
        Call.Kcmp,
        Call.Acct,
        Call.Quotactl,
    ];

    /// <summary>What programs and libraries try and can live without.</summary>
    private static readonly int[] Refused =
    [
        Call.Socket,
        Call.SocketPair,
        Call.Execve,
        Call.Execveat,
        Call.Fork,
        Call.Vfork,
        Call.Tkill,
        Call.RtSigqueueinfo,
        Call.RtTgsigqueueinfo,
        Call.PidfdSendSignal,
        Call.PidfdOpen,
        Call.Shmget,
        Call.Shmat,
        Call.Shmctl,
        Call.Semget,
        Call.Msgget,
        Call.MqOpen,
        Call.AddKey,
        Call.RequestKey,
        Call.Keyctl,
        Call.PerfEventOpen,
        Call.FanotifyInit,
        Call.NameToHandleAt,
        Call.Mknod,
        Call.Mknodat,
        Call.Personality,
        Call.Syslog,
        Call.Uselib,
        Call.Vhangup,
        Call.MigratePages,
        Call.MovePages,
        Call.Vmsplice,
        Call.LookupDcookie,
        Call.Adjtimex,
        Call.ClockAdjtime,
        Call.ClockSettime,
        Call.Settimeofday,
        Call.Sethostname,
        Call.Setdomainname,
        // Marks on what outlives a test, such as its working directory, would speak to the next one.
        Call.Setxattr,
        Call.Lsetxattr,
        Call.Fsetxattr,
    ];

    /// <summary>What is answered as if the kernel did not have it, so that libraries take their older way.</summary>
    private static readonly int[] Absent =
    [
        Call.Clone3,
        Call.IoUringSetup,
        Call.IoUringEnter,
        Call.IoUringRegister,
        Call.IoSetup,
        Call.MemfdCreate,
        Call.OpenTree,
        Call.MoveMount,
        Call.Fsopen,
        Call.Fsconfig,
        Call.Fsmount,
        Call.Fspick,
        Call.PidfdGetfd,
        Call.ProcessMadvise,
        Call.MountSetattr,
        Call.MemfdSecret,
        Call.ProcessMrelease,
    ];

    /// <summary>
    /// What succeeds without being done: priorities, which the runtime sets and throws when it may not, and which must not
    /// reach the submission's other processes; writing the whole machine's disks out.
    /// </summary>
    private static readonly int[] Pretended =
    [
        Call.Setpriority,
        Call.IoprioSet,
        Call.SchedSetparam,
        Call.SchedSetscheduler,
        Call.SchedSetattr,
        Call.Sync,
        Call.Syncfs,
    ];

    /// <summary>
    /// Commands of <c>fcntl</c>: duplicates, flags, locks that die with their process, sizes of pipes. The others leave an
    /// owner, a signal, a lease, a lock or a hint on a descriptor that the next test inherits, or have the kernel send a
    /// signal of choice to a neighbour of the same user.
    /// </summary>
    private static readonly uint[] DescriptorCommands = [0, 1, 2, 3, 4, 5, 6, 7, 1030, 1031, 1032, 1034];

    /// <summary>Those of them that are about locks.</summary>
    private static readonly uint[] LockCommands = [5, 6, 7];

    /// <summary>Watches on files.</summary>
    private static readonly int[] Watches = [Call.InotifyInit, Call.InotifyInit1];

    private readonly FilterInstruction[] _code;

    private SeccompFilter(DecisionTree tree) => _code = tree.Assemble();

    /// <summary>What the kernel is given; in place of the process's own id stands <see cref="DecisionTree.OwnProcess"/>.</summary>
    public ReadOnlySpan<FilterInstruction> Code => _code;

    /// <summary>
    /// Whether the files that a submission can open are also open to other boxes or to the host. Their locks and watches would speak
    /// to each other; so nothing is locked, which programs that lock for themselves alone do not notice, and nothing watched.
    /// Set once, before a filter is made.
    /// </summary>
    public static bool FilesAreShared { get; set; }

    /// <summary>
    /// The filter of a submission's first process, set before its assembly is loaded. It may still fork the tests and
    /// tighten itself.
    /// </summary>
    public static SeccompFilter ForSubmission()
    {
        var tree = new DecisionTree
        {
            OtherArchitectures = EndProcess,
            ForeignNumbers = EndProcess,
            LaterCalls = FailWith | NoSuchCall,
        };
        tree.Answer(Attacks, EndProcess);
        tree.Answer(Refused, FailWith | PermissionDenied);
        tree.Answer(Absent, FailWith | NoSuchCall);
        tree.Answer(Pretended, FailWith | Success);
        tree.ForbidBits(Call.Clone, FirstArgument, NamespaceFlags, EndProcess);

        // prctl: names of threads and mappings, and what tightening and reading one's own state needs.
        tree.Only(
            Call.Prctl,
            FirstArgument,
            [1, 3, 15, 16, 21, 22, 38, 39, 40, 0x53564D41],
            FailWith | PermissionDenied
        );
        tree.Only(
            Call.Fcntl,
            SecondArgument,
            FilesAreShared ? [.. DescriptorCommands.Except(LockCommands)] : DescriptorCommands,
            FailWith | InvalidArgument
        );
        if (FilesAreShared)
        {
            tree.Answer([Call.Flock], FailWith | Success);
            tree.Answer(Watches, FailWith | PermissionDenied);
        }

        return new SeccompFilter(tree);
    }

    /// <summary>
    /// What a test may do less than its submission's first process: no fork, and signals only to itself. It stands beside
    /// <see cref="ForSubmission"/>, never alone; of two answers the kernel takes the harder one.
    /// </summary>
    public static SeccompFilter ForTest()
    {
        var tree = new DecisionTree();
        tree.RequireBits(Call.Clone, FirstArgument, ThreadFlag, FailWith | PermissionDenied);
        foreach (var call in new[] { Call.Kill, Call.Tgkill })
        {
            tree.Only(call, FirstArgument, [DecisionTree.OwnProcess], FailWith | PermissionDenied);
        }

        foreach (var call in new[] { Call.Prlimit, Call.SchedSetaffinity })
        {
            tree.Only(call, FirstArgument, [DecisionTree.OwnProcess, 0], FailWith | PermissionDenied);
        }

        tree.Answer([Call.Seccomp], FailWith | PermissionDenied);
        return new SeccompFilter(tree);
    }

    /// <summary>Installs the filter for all threads of this process. Cannot be undone.</summary>
    public long Install(int ownProcess)
    {
        const int setFilter = 1;
        const int allThreads = 1;

        // On the stack, which is written anyway: a test pays for each page that it writes.
        var code = stackalloc FilterInstruction[_code.Length];
        for (var i = 0; i < _code.Length; i++)
        {
            code[i] = _code[i];
            if (code[i].Value == DecisionTree.OwnProcess)
            {
                code[i].Value = (uint)ownProcess;
            }
        }

        var program = new FilterProgram { Length = (ushort)_code.Length, Start = code };
        return Sys.Do(Call.Seccomp, setFilter, allThreads, (nint)(&program));
    }

    private static bool IsAvailable(uint answer)
    {
        const int isAnswerAvailable = 2;
        return Sys.Do(Call.Seccomp, isAnswerAvailable, 0, (nint)(&answer)) == 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public FilterInstruction* Start;
    }
}
