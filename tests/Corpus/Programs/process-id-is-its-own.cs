using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int getpid();
    static void Main()
    {
        Console.WriteLine(Environment.ProcessId == getpid());
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(self.Id == getpid());
        Console.WriteLine(new DirectoryInfo("/proc/self").LinkTarget == Environment.ProcessId.ToString());
    }
}
