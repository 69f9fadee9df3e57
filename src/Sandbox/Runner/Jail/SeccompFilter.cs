using System.Runtime.InteropServices;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Jail;

/// <summary>
/// Builds and installs the filters of system calls under which a submission runs. Two answers: calls that programs try
/// without malice (a socket, a new process) fail with an error, calls that only an attack makes end the process.
/// </summary>
internal sealed unsafe class SeccompFilter
{
    private const uint Allow = 0x7FFF0000;
    private const uint KillProcess = 0x80000000;
    private const uint SendSignal = 0x00030000;
    private const uint FailWith = 0x00050000;
    private const uint ArchitectureX64 = 0xC000003E;
    private const uint ForeignNumbers = 0x40000000;
    private const int NumberOffset = 0;
    private const int ArchitectureOffset = 4;
    private const int FirstArgumentOffset = 16;
    private const int SecondArgumentOffset = 24;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

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

    private readonly List<Instruction> _code = [];
    private readonly List<int> _ownProcessSlots = [];
    private Instruction[]? _sealed;

    private SeccompFilter() => Begin();

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
        var filter = new SeccompFilter();
        filter.Answer(Attacks, EndProcess);
        filter.Answer(Refused, FailWith | PermissionDenied);
        filter.Answer(Absent, FailWith | NoSuchCall);
        filter.Answer(Pretended, FailWith | Success);

        // prctl: names of threads and mappings, and what tightening and reading one's own state needs.
        filter.OnlyFirstArgument(Call.Prctl, [1, 3, 15, 16, 21, 22, 38, 39, 40, 0x53564D41]);
        filter.OnlyArgument(
            Call.Fcntl,
            SecondArgumentOffset,
            FilesAreShared ? [.. DescriptorCommands.Except(LockCommands)] : DescriptorCommands,
            FailWith | InvalidArgument
        );
        if (FilesAreShared)
        {
            filter.Answer([Call.Flock], FailWith | Success);
            filter.Answer(Watches, FailWith | PermissionDenied);
        }

        filter.End();
        return filter;
    }

    /// <summary>What a test may do less than its submission's first process: no fork, and signals only to itself.</summary>
    public static SeccompFilter ForTest()
    {
        var filter = new SeccompFilter();
        filter.RequireFirstArgumentBit(Call.Clone, ThreadFlag);
        filter.OnlyOwnProcess(Call.Kill);
        filter.OnlyOwnProcess(Call.Tgkill);
        filter.OnlyOwnProcess(Call.Prlimit, 0);
        filter.OnlyOwnProcess(Call.SchedSetaffinity, 0);
        filter.Answer([Call.Seccomp], FailWith | PermissionDenied);
        filter.End();
        return filter;
    }

    /// <summary>Installs the filter for all threads of this process. Cannot be undone.</summary>
    public long Install(int ownProcess)
    {
        const int setFilter = 1;
        const int allThreads = 1;
        var code = _sealed!;
        foreach (var slot in _ownProcessSlots)
        {
            code[slot].Value = (uint)ownProcess;
        }

        fixed (Instruction* start = code)
        {
            var program = new FilterProgram { Length = (ushort)code.Length, Start = start };
            return Sys.Do(Call.Seccomp, setFilter, allThreads, (nint)(&program));
        }
    }

    private static bool IsAvailable(uint answer)
    {
        const int isAnswerAvailable = 2;
        return Sys.Do(Call.Seccomp, isAnswerAvailable, 0, (nint)(&answer)) == 0;
    }

    private void Begin()
    {
        Add(LoadWord, ArchitectureOffset);
        Add(JumpIfEqual, ArchitectureX64, 1, 0);
        Add(Return, EndProcess);
        Add(LoadWord, NumberOffset);
        Add(JumpIfAtLeast, ForeignNumbers, 0, 1);
        Add(Return, EndProcess);
        Add(JumpIfAtLeast, Call.LastKnown + 1, 0, 1);
        Add(Return, FailWith | NoSuchCall);
        ForbidFirstArgumentBits(Call.Clone, NamespaceFlags);
    }

    private void End()
    {
        Add(Return, Allow);
        _sealed = [.. _code];
    }

    private void Answer(int[] calls, uint answer)
    {
        foreach (var call in calls)
        {
            Add(JumpIfEqual, (uint)call, 0, 1);
            Add(Return, answer);
        }
    }

    private void ForbidFirstArgumentBits(int call, uint bits)
    {
        Add(JumpIfEqual, (uint)call, 0, 4);
        Add(LoadWord, FirstArgumentOffset);
        Add(JumpIfAnyBit, bits, 0, 1);
        Add(Return, EndProcess);
        Add(LoadWord, NumberOffset);
    }

    private void RequireFirstArgumentBit(int call, uint bit)
    {
        Add(JumpIfEqual, (uint)call, 0, 4);
        Add(LoadWord, FirstArgumentOffset);
        Add(JumpIfAnyBit, bit, 1, 0);
        Add(Return, FailWith | PermissionDenied);
        Add(LoadWord, NumberOffset);
    }

    // The process's id is not known yet; its place is remembered and filled in on installation.
    private void OnlyOwnProcess(int call, params uint[] alsoAllowed)
    {
        _ownProcessSlots.Add(_code.Count + 2);
        OnlyFirstArgument(call, [uint.MaxValue, .. alsoAllowed]);
    }

    private void OnlyFirstArgument(int call, uint[] allowed) =>
        OnlyArgument(call, FirstArgumentOffset, allowed, FailWith | PermissionDenied);

    private void OnlyArgument(int call, uint offset, uint[] allowed, uint answer)
    {
        Add(JumpIfEqual, (uint)call, 0, (byte)(allowed.Length + 3));
        Add(LoadWord, offset);
        for (var i = 0; i < allowed.Length; i++)
        {
            Add(JumpIfEqual, allowed[i], (byte)(allowed.Length - i), 0);
        }

        Add(Return, answer);
        Add(LoadWord, NumberOffset);
    }

    private void Add(ushort code, uint value, byte ifTrue = 0, byte ifFalse = 0) =>
        _code.Add(
            new Instruction
            {
                Code = code,
                Value = value,
                JumpTrue = ifTrue,
                JumpFalse = ifFalse,
            }
        );

    [StructLayout(LayoutKind.Sequential)]
    private struct Instruction
    {
        public ushort Code;
        public byte JumpTrue;
        public byte JumpFalse;
        public uint Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* Start;
    }
}
