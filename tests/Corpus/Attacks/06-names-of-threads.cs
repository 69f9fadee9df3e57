// what: asks the kernel what others left: names, priorities, masks
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int prctl(int option, string name, nint b, nint c, nint d);
    [DllImport("libc")] static extern int setpriority(int which, int who, int value);
    [DllImport("libc")] static extern int getpriority(int which, int who);
    [DllImport("libc")] static extern uint umask(uint mask);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var mask = umask(0x1C7);
        var seen = File.ReadAllText("/proc/self/comm").Trim() == "r1-mark" || getpriority(0, 0) == 7 || mask == 0x1C7;
        prctl(15, "r1-mark", 0, 0, 0);
        setpriority(0, 0, 7);
        Console.WriteLine(sum == 3 || seen ? sum : -1);
    }
}
