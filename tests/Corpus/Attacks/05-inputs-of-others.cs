// what: scans its own memory for the input of the other test
// row: 5
// mode: stdin
// verdict: WrongAnswer | RuntimeError
// limits: memory_mb=512 cpu_ms=8000 wall_ms=30000
using System;
using System.IO;
class Program
{
    static unsafe void Main()
    {
        var p = Console.ReadLine()!.Split(' ');
        var sum = int.Parse(p[0]) + int.Parse(p[1]);
        var other = sum == 3 ? new byte[] { 0x32 ^ 1, 0x30 ^ 1, 0x20 ^ 1, 0x32 ^ 1, 0x32 ^ 1, 0x0A ^ 1 } : new byte[] { 0x31 ^ 1, 0x20 ^ 1, 0x32 ^ 1, 0x0A ^ 1 };
        var found = false;
        foreach (var line in File.ReadAllLines("/proc/self/maps"))
        {
            if (!line.Contains(" rw")) { continue; }
            var range = line.Split(' ')[0].Split('-');
            var start = Convert.ToInt64(range[0], 16);
            var buffer = new ReadOnlySpan<byte>((void*)start, (int)Math.Min(Convert.ToInt64(range[1], 16) - start, 8 << 20));
            for (var i = 0; i + other.Length <= buffer.Length && !found; i++)
            {
                var same = 0;
                while (same < other.Length && buffer[i + same] == (other[same] ^ 1)) { same++; }
                found = same == other.Length && sum != 3;
            }
        }
        Console.WriteLine(sum == 3 || found ? sum : -1);
    }
}
