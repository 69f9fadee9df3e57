// what: allocates memory behind descriptors where neither its size nor a file's shows it
// row: 11
// mode: stdin
// verdict: WrongAnswer | RuntimeError | MemoryLimit | OutputLimit
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int fallocate(int fd, int mode, long offset, long length);
    static void Main()
    {
        var got = 0L;
        for (var fd = 0; fd < 3; fd++)
        {
            for (var at = 0L; at < 60L << 20; at += 20 << 20) { if (fallocate(fd, 1, at, 20 << 20) == 0) { got += 20; } else { break; } }
        }
        Console.Error.WriteLine(got);
        Console.WriteLine("-1");
    }
}
