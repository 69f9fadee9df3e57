// what: forks a daemon that outlives the test
// row: 6
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int fork();
    [DllImport("libc")] static extern int setsid();
    [DllImport("libc")] static extern uint sleep(uint s);
    static void Main()
    {
        if (fork() == 0) { setsid(); if (fork() == 0) { for (var i = 0; i < 3600; i++) { sleep(1); } } }
        Console.WriteLine("-1");
    }
}
