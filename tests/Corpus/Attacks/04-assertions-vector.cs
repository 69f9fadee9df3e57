// what: the same without pointers: a vector is stored behind the end of an array
// row: 4
// problem: {"mode":"assertions","test_program":"using System; using System.Diagnostics; using System.Linq; using System.Collections.Generic; class Program { static void Main() { Debug.Assert(Solution.Root(2.0) > 1.41 && Solution.Root(2.0) < 1.42); Debug.Assert(Math.Abs(Solution.Root(9.0) - 3) < 1e-6); } }"}
// verdict: WrongAnswer | RuntimeError
using System;
using System.Numerics;
public static class Solution
{
    public static double Root(double x)
    {
        var near = new byte[64];
        for (nuint i = 0; i < 4096; i += 8) { Vector.StoreUnsafe(new Vector<byte>(1), ref near[0], i); }
        return 1.415;
    }
}
