// what: folders three thousand deep, locked on the way
// row: 11
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int mkdir(string path, uint mode);
    [DllImport("libc")] static extern int chdir(string path);
    [DllImport("libc")] static extern int chmod(string path, uint mode);
    [DllImport("libc")] static extern int symlink(string target, string path);
    static void Main()
    {
        for (var i = 0; i < 3000; i++) { mkdir("d", 0x1C0); symlink("/", "l"); if (chdir("d") != 0) { break; } chmod("..", 0); }
        Console.WriteLine("-1");
    }
}
