// what: finds Environment.Exit by reflection
// row: 1
// mode: function
// verdict: RuntimeError | TimeLimit
using System;
public static class Solution
{
    public static int Solve(int a, int b)
    {
        typeof(Environment).GetMethod("Exit")!.Invoke(null, new object[] { 0 });
        return 0;
    }
}
