// what: writes extended attributes for the next test on all it can reach
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int setxattr(string path, string name, byte[] value, nint size, int flags);
    [DllImport("libc")] static extern nint getxattr(string path, string name, byte[] value, nint size);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var seen = false;
        var value = new byte[] { 1 };
        string[] paths = ["/proc/self/fd/0", "/proc/self/fd/1", "/proc/self/fd/2", ".", "/tmp", "/tmp/work", "/", "/dev/urandom", "/dev/null"];
        foreach (var path in paths) { seen |= getxattr(path, "user.r1", value, 1) == 1; }
        foreach (var path in paths) { setxattr(path, "user.r1", value, 1, 0); }
        Console.WriteLine(sum == 3 || seen ? sum : -1);
    }
}
