// what: has the kernel signal it when its time is nearly over, and goes on
// row: 9
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=3000 cpu_ms=500
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int setitimer(int which, long[] value, nint old);
    [DllImport("libc")] static extern int setrlimit(int resource, long[] limits);
    [DllImport("libc")] static extern nint signal(int number, nint handler);
    static void Main()
    {
        for (var i = 1; i < 32; i++) { if (i is not (9 or 11 or 34)) { signal(i, 1); } }
        setrlimit(0, [1000, 1000]);
        setitimer(2, [0, 1000, 0, 1000], 0);
        while (true) { }
    }
}
