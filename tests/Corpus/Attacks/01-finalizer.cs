// what: hopes that a finalizer exits with 0
// row: 1
// mode: function
// verdict: WrongAnswer | RuntimeError
using System;
public class Bomb { ~Bomb() { Environment.Exit(0); } }
public static class Solution
{
    public static int Solve(int a, int b)
    {
        for (var i = 0; i < 100; i++) { _ = new Bomb(); }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return -1;
    }
}
