// what: exits from a module initializer
// row: 1
// mode: function
// verdict: RuntimeError
using System;
using System.Runtime.CompilerServices;
public static class Solution
{
    [ModuleInitializer] internal static void Begin() => Environment.Exit(0);
    public static int Solve(int a, int b) => a - b;
}
