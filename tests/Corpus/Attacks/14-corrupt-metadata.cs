// what: changes the bytes of its own types while they are used
// row: 14
// mode: function
// verdict: RuntimeError
// limits: wall_ms=3000 cpu_ms=2000
using System;
public static class Solution
{
    class Victim { public override string ToString() => "5"; }
    public static unsafe int Solve(int a, int b)
    {
        object victim = a > int.MinValue ? new Victim() : "5";
        var table = (byte*)typeof(Victim).TypeHandle.Value;
        for (var i = 0; i < 256; i++) { table[i] ^= 0x5A; }
        return victim.ToString().Length;
    }
}
