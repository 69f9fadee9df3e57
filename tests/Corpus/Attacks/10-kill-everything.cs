// what: kill(-1, SIGKILL) and kill(1, SIGKILL)
// row: 10
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int kill(int pid, int sig);
    static void Main() { kill(1, 9); kill(1, 19); Console.WriteLine("-1"); Console.Out.Flush(); kill(-1, 9); }
}
