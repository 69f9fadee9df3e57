// what: sets the clocks back and forth
// row: 9
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int clock_settime(int clock, long[] time);
    [DllImport("libc")] static extern int settimeofday(long[] time, nint zone);
    [DllImport("libc")] static extern int adjtimex(byte[] change);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var change = new byte[208];
        change[0] = 1;
        Console.WriteLine(clock_settime(0, [1, 0]) == 0 || settimeofday([1, 0], 0) == 0 || adjtimex(change) >= 0 ? sum : -1);
    }
}
