// what: keeps a number for the next test as a position in a descriptor
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern long lseek(int fd, long offset, int whence);
    static void Main()
    {
        var seen = false;
        for (var fd = 0; fd < 64; fd++) { seen |= lseek(fd, 0, 1) == 123456; }
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        Console.WriteLine(sum == 3 || seen ? sum : -1);
        for (var fd = 0; fd < 64; fd++) { lseek(fd, 123456, 0); }
    }
}
