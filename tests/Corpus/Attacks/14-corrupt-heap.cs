// what: overwrites the collector's heap
// row: 14
// mode: function
// verdict: RuntimeError | WrongAnswer | TimeLimit
// limits: wall_ms=3000 cpu_ms=3000
using System;
public static class Solution
{
    public static unsafe int Solve(int a, int b)
    {
        var arrays = new byte[64][];
        for (var i = 0; i < arrays.Length; i++) { arrays[i] = new byte[64]; }
        fixed (byte* p = arrays[0]) { for (var i = -16; i < 4096; i++) { p[i] = 0x5A; } }
        GC.Collect();
        GC.Collect();
        return -1;
    }
}
