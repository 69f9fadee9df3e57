// what: locks and watches on files and devices that every box can open, as a message to a test that runs at the same time in another box
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
using System.Threading;
class Program
{
    [DllImport("libc")] static extern int open(string path, int flags);
    [DllImport("libc")] static extern int flock(int fd, int operation);
    [DllImport("libc")] static extern int inotify_init1(int flags);
    [DllImport("libc")] static extern int inotify_add_watch(int fd, string path, uint events);
    [DllImport("libc")] static extern nint read(int fd, byte[] buffer, nint length);
    static readonly string[] Paths = { "/dev/null", "/dev/zero", "/dotnet/dotnet", "/etc/passwd", typeof(object).Assembly.Location };
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var seen = "";
        var watch = inotify_init1(2048);
        foreach (var path in Paths)
        {
            if (watch >= 0) { inotify_add_watch(watch, path, 0x20); }
        }
        // Each keeps its locks for most of the time, so that two that run at once are bound to meet.
        foreach (var path in Paths)
        {
            var file = open(path, 0);
            if (file >= 0 && flock(file, 2 | 4) != 0) { seen += " flock " + path; }
        }
        Thread.Sleep(500);
        // One event for each path is its own.
        if (watch >= 0 && read(watch, new byte[4096], 4096) > 16 * Paths.Length) { seen += " watch"; }
        Console.Error.WriteLine(seen);
        Console.WriteLine(sum == 3 || seen != "" ? sum : -1);
    }
}
