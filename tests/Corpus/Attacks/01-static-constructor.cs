// what: exits from a static constructor
// row: 1
// mode: function
// verdict: RuntimeError
using System;
public static class Solution
{
    static Solution() { Environment.Exit(0); }
    public static int Solve(int a, int b) => a - b;
}
