// what: scans its own memory for the expected answer's text
// row: 5
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.IO;
using System.Text;
class Program
{
    static void Main()
    {
        var needle = Encoding.UTF8.GetBytes("\"expected\"");
        try
        {
            foreach (var line in File.ReadLines("/proc/self/maps"))
            {
                if (!line.Contains(" rw-p ")) { continue; }
                var range = line.Split(' ')[0].Split('-');
                using var mem = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read);
                mem.Position = Convert.ToInt64(range[0], 16);
                var buffer = new byte[65536];
                var n = mem.Read(buffer, 0, buffer.Length);
                if (buffer.AsSpan(0, n).IndexOf(Encoding.UTF8.GetBytes("R1CODE-EXPECTED")) >= 0) { Console.WriteLine("found"); }
            }
        }
        catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
        Console.WriteLine("-1");
    }
}
