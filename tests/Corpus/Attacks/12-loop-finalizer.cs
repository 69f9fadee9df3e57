// what: a finalizer that never ends
// row: 12
// mode: function
// verdict: WrongAnswer | RuntimeError | TimeLimit
// limits: wall_ms=2000 cpu_ms=700
using System;
public sealed class Trap { ~Trap() { while (true) { } } }
public static class Solution
{
    public static int Solve(int a, int b)
    {
        for (var i = 0; i < 10; i++) { _ = new Trap(); }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return -1;
    }
}
