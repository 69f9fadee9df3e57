// what: names that are no text, as long as names may be, and links in circles
// row: 11
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int mkdir(byte[] path, uint mode);
    [DllImport("libc")] static extern int symlink(byte[] target, byte[] path);
    [DllImport("libc")] static extern int link(byte[] target, byte[] path);
    [DllImport("libc")] static extern int open(byte[] path, int flags, uint mode);
    [DllImport("libc")] static extern int close(int descriptor);
    static void Main()
    {
        for (var i = 1; i < 256; i++)
        {
            if (i == '/') { continue; }
            var name = new byte[256];
            Array.Fill(name, (byte)i, 0, 255);
            var inner = new byte[512];
            name.CopyTo(inner, 0);
            inner[255] = (byte)'/';
            inner[256] = (byte)i;
            mkdir(name, 0x1FF);
            close(open(inner, 65, 0));
            symlink(name, [(byte)'s', (byte)i, 0]);
            link(inner, [(byte)'h', (byte)i, 0]);
        }
        Console.WriteLine("-1");
    }
}
