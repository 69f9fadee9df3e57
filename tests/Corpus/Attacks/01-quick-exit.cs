// what: ends by signals and calls that run no handler
// row: 1
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern void quick_exit(int code);
    [DllImport("libc")] static extern void exit(int code);
    static void Main()
    {
        Console.Write("");
        if (Console.ReadLine()!.StartsWith("1")) { quick_exit(0); }
        exit(0);
    }
}
