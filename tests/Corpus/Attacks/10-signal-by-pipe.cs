// what: lets a pipe send a kill to its neighbours
// row: 10
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int pipe(int[] ends);
    [DllImport("libc")] static extern int fcntl(int fd, int command, nint argument);
    [DllImport("libc")] static extern nint write(int fd, byte[] data, nint count);
    [DllImport("libc")] static extern int getpid();
    static void Main()
    {
        var gained = "";
        for (var victim = Math.Max(1, getpid() - 3); victim < getpid(); victim++)
        {
            var ends = new int[2];
            pipe(ends);
            if (fcntl(ends[0], 8, victim) == 0 && fcntl(ends[0], 10, 19) == 0 && fcntl(ends[0], 4, 0x2000) == 0) { write(ends[1], [1], 1); gained += " " + victim; }
        }
        if (gained != "") { Console.WriteLine("sent to" + gained); }
        var p = Console.ReadLine()!.Split(' ');
        Console.WriteLine(gained == "" ? "-1" : "sent");
    }
}
