namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// Forks this process by the raw <c>clone</c> system call. The C library's <c>fork()</c> would reclaim the stacks of
/// threads that do not exist in the child, while the collector still walks the finalizer thread's; the raw call leaves
/// all bookkeeping as it is. The one thing that must be renewed is the main thread's id in its control block: signals
/// by which the runtime stops threads are sent to that id, so the kernel is told to write it there.
/// </summary>
internal static unsafe class Fork
{
    private const int GetTidAddress = 40;
    private const int Parent = 0x8000;
    private const int ChildClearTid = 0x200000;
    private const int ChildSetTid = 0x1000000;

    private static nint _tidAddress;

    /// <summary>Whether the main thread's id can be renewed in a child; without it the fork lane is not sound.</summary>
    public static bool FindThreadId()
    {
        nint address = 0;
        if (Sys.Prctl(GetTidAddress, (nint)(&address)) < 0 || address == 0)
        {
            return false;
        }

        // The kernel keeps the address the C library gave it at start: the id's place in the thread's control block.
        if (*(int*)address != Sys.Do(Call.Gettid))
        {
            return false;
        }

        _tidAddress = address;
        return true;
    }

    /// <summary>0 in the child, its process id in the parent.</summary>
    public static int Child() => Clone(0);

    /// <summary>As <see cref="Child"/>, but the new process is a child of this one's parent.</summary>
    public static int Sibling() => Clone(Parent);

    private static int Clone(int flags)
    {
        var renew = _tidAddress == 0 ? 0 : ChildSetTid | ChildClearTid;
        return (int)Sys.Do(Call.Clone, flags | renew | Signal.Child, 0, 0, _tidAddress, 0);
    }
}
