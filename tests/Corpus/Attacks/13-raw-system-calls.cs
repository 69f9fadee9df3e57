// what: asks the kernel for sockets, namespaces, keys, bpf, io_uring, userfaultfd, perf events
// row: 13
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc", SetLastError = true)] static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
    static void Main()
    {
        var gained = 0;
        foreach (var (name, number, a, b, c) in new (string, int, int, int, int)[]
        {
            ("socket inet", 41, 2, 1, 0), ("socket unix", 41, 1, 1, 0), ("socket netlink", 41, 16, 3, 0), ("socket vsock", 41, 40, 1, 0),
            ("unshare user", 272, 0x10000000, 0, 0), ("mount", 165, 0, 0, 0), ("keyctl", 250, 0, -3, 1), ("bpf", 321, 0, 0, 0),
            ("userfaultfd", 323, 1, 0, 0), ("perf_event_open", 298, 0, 0, -1), ("io_uring_setup", 425, 8, 0, 0), ("add_key", 248, 0, 0, 0),
            ("ptrace traceme", 101, 0, 0, 0), ("setns", 308, 0, 0, 0), ("chroot", 161, 0, 0, 0), ("memfd exec", 322, -1, 0, 0),
        })
        {
            if (syscall(number, a, b, c, 0, 0, 0) >= 0) { gained++; Console.WriteLine("allowed: " + name); }
        }
        Console.WriteLine(gained == 0 ? "-1" : "gained " + gained);
    }
}
