// what: memory shared by name as a letter box
// row: 6
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int shmget(int key, nint size, int flags);
    [DllImport("libc")] static extern int shm_open(string name, int flags, uint mode);
    [DllImport("libc")] static extern int semget(int key, int count, int flags);
    [DllImport("libc")] static extern int msgget(int key, int flags);
    static void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var made = shmget(77, 4096, 950) >= 0 || shm_open("/r1", 66, 438) >= 0 || semget(77, 1, 950) >= 0 || msgget(77, 950) >= 0;
        try { using var named = MemoryMappedFile.CreateNew("r1", 4096); made = true; } catch (PlatformNotSupportedException) { }
        Console.WriteLine(made ? sum : -1);
    }
}
