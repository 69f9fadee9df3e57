// what: lowers the supervisor's limits
// row: 10
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int prlimit(int pid, int resource, ulong[] newLimit, ulong[]? old);
    [DllImport("libc")] static extern int getppid();
    static void Main()
    {
        foreach (var pid in new[] { 1, getppid() }) { if (prlimit(pid, 0, new ulong[] { 1, 1 }, null) == 0) { Console.WriteLine("lowered"); } }
        Console.WriteLine("-1");
    }
}
