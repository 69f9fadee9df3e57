// what: attaches to the supervisor
// row: 10
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern nint ptrace(nint request, int pid, nint addr, nint data);
    [DllImport("libc")] static extern int getppid();
    static void Main()
    {
        if (ptrace(16, 1, 0, 0) == 0 || ptrace(16, getppid(), 0, 0) == 0) { Console.WriteLine("attached"); }
        Console.WriteLine("-1");
    }
}
