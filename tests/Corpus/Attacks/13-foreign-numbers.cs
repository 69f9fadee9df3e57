// what: makes system calls by the numbers of another architecture
// row: 13
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern nint syscall(nint number, nint a, nint b, nint c);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        Console.WriteLine(syscall(0x40000000 + 41, 2, 1, 0) >= 0 || syscall(470, 0, 0, 0) >= 0 ? sum : -1);
    }
}
