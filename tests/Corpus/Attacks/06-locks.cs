// what: locks, leases, owners and hints on inherited descriptors as a message to the next test
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [StructLayout(LayoutKind.Sequential)] struct Lock { public short Type, Whence; public long Start, Length; public int Process; public int Pad; }
    [DllImport("libc")] static extern int open(string path, int flags);
    [DllImport("libc")] static extern int close(int fd);
    [DllImport("libc")] static extern int flock(int fd, int operation);
    [DllImport("libc")] static extern int fcntl(int fd, int command, nint argument);
    [DllImport("libc")] static extern int fcntl(int fd, int command, ref Lock argument);
    [DllImport("libc")] static extern int fcntl(int fd, int command, ref ulong argument);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var seen = "";
        for (var fd = 0; fd < 64; fd++)
        {
            if (fcntl(fd, 1, 0) < 0) { continue; }
            var again = open("/proc/self/fd/" + fd, 2);
            if (again < 0) { again = open("/proc/self/fd/" + fd, 0); }
            if (again < 0) { continue; }
            if (flock(again, 2 | 4) != 0) { seen += " flock " + fd; }
            var found = new Lock { Type = 1, Start = 7, Length = 1 };
            if (fcntl(again, 36, ref found) == 0 && found.Type != 2) { seen += " ofd " + fd; }
            if (fcntl(fd, 11, 0) == 44) { seen += " owner " + fd; }
            ulong hint = 0;
            if (fcntl(fd, 1035, ref hint) == 0 && hint == 5) { seen += " hint " + fd; }
            if (fcntl(fd, 1025, 0) == 1) { seen += " lease " + fd; }
            close(again);
        }
        for (var fd = 0; fd < 64; fd++)
        {
            if (fcntl(fd, 1, 0) < 0) { continue; }
            flock(fd, 2 | 4);
            var mine = new Lock { Type = 1, Start = 7, Length = 1 };
            fcntl(fd, 37, ref mine);
            fcntl(fd, 10, 44);
            ulong hint = 5;
            fcntl(fd, 1036, ref hint);
            fcntl(fd, 1024, 1);
        }
        Console.Error.WriteLine(seen);
        Console.WriteLine(sum == 3 || seen != "" ? sum : -1);
    }
}
