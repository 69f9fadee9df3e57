// what: writes brackets without end where values are read
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError
using System;
using System.IO;
using System.Runtime.InteropServices;
public static class Solution
{
    [DllImport("libc")] static extern void _exit(int code);
    public static unsafe int Solve(int a, int b)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            if (!line.Contains("value")) { continue; }
            var range = line.Split(' ')[0].Split('-');
            var start = (byte*)Convert.ToInt64(range[0], 16);
            var length = (int)(Convert.ToInt64(range[1], 16) - (long)start) - 8;
            new Span<byte>(start + 8, length).Fill((byte)'[');
            ((int*)start)[1] = length;
            ((int*)start)[0] = 1;
            _exit(0);
        }
        return -1;
    }
}
