// what: changes the bytes of its own code and types while they run
// row: 14
// mode: function
// verdict: RuntimeError | WrongAnswer | TimeLimit
// limits: wall_ms=3000 cpu_ms=2000
using System;
public static class Solution
{
    public static unsafe int Solve(int a, int b)
    {
        var table = (byte*)typeof(string).TypeHandle.Value;
        for (var i = 0; i < 256; i++) { table[i] ^= 0x5A; }
        return string.Concat(a.ToString(), b.ToString()).Length;
    }
}
