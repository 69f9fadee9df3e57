// what: lets a child burn the CPU time while it sleeps
// row: 9
// mode: stdin
// verdict: TimeLimit | WrongAnswer | RuntimeError
// limits: wall_ms=900 cpu_ms=500
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int fork();
    [DllImport("libc")] static extern uint sleep(uint s);
    static void Main()
    {
        if (fork() == 0) { while (true) { } }
        sleep(60);
        Console.WriteLine("-1");
    }
}
