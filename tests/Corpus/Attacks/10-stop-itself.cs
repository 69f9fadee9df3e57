// what: stops itself and waits to be woken
// row: 10
// mode: stdin
// verdict: TimeLimit | RuntimeError
// limits: wall_ms=700 cpu_ms=400
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int kill(int pid, int sig);
    static void Main() { kill(Environment.ProcessId, 19); Console.WriteLine("3"); }
}
