// what: touches memory so thinly that the tables of pages are most of it
// row: 11
// mode: stdin
// verdict: MemoryLimit | RuntimeError | WrongAnswer | TimeLimit
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern nint mmap(nint address, nint length, int protection, int flags, int fd, nint offset);
    static unsafe void Main()
    {
        var room = (byte*)mmap(0, (nint)1 << 44, 3, 0x4022, -1, 0);
        if ((nint)room != -1) { for (var i = 0L; i < 400_000; i++) { room[i << 21] = 1; } }
        Console.WriteLine("-1");
    }
}
