// what: answers, closes its output and spins
// row: 12
// mode: stdin
// verdict: TimeLimit | RuntimeError
// limits: wall_ms=700 cpu_ms=400
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int close(int fd);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1]));
        Console.Out.Flush();
        close(1);
        close(2);
        while (true) { }
    }
}
