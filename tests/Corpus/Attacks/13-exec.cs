// what: becomes another program
// row: 13
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int execve(string path, string?[] arguments, string?[] environment);
    [DllImport("libc")] static extern nint syscall(nint number, nint folder, string path, string?[] arguments, string?[] environment, nint flags);
    static void Main()
    {
        execve("/dotnet/dotnet", ["dotnet", "--info", null], [null]);
        syscall(322, -100, "/dotnet/dotnet", ["dotnet", "--info", null], [null], 0);
        Console.WriteLine("-1");
    }
}
