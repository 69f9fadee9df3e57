// what: loads a module into the kernel
// row: 13
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var p0 = Marshal.AllocHGlobal(4096);
        Marshal.Copy(new byte[4096], 0, p0, 4096);
        Console.WriteLine(syscall(313, 0, p0, 0, 0, 0) >= 0 ? sum : -1);
    }
}
