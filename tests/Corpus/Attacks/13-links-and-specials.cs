// what: leaves links and special files where something may look
// row: 13
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int mkfifo(string path, uint mode);
    [DllImport("libc")] static extern int mknod(string path, uint mode, ulong dev);
    [DllImport("libc")] static extern int symlink(string target, string path);
    [DllImport("libc")] static extern int chmod(string path, uint mode);
    static void Main()
    {
        foreach (var dir in new[] { "/tmp", "." })
        {
            try { mkfifo(dir + "/pipe", 0x1B6); mknod(dir + "/null", 0x2000 | 0x1B6, 0x103); symlink("/etc/passwd", dir + "/out.txt"); symlink("/", dir + "/root"); Directory.CreateDirectory(dir + "/locked"); File.WriteAllText(dir + "/locked/x", "x"); chmod(dir + "/locked", 0); }
            catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
        }
        Console.WriteLine("-1");
    }
}
