// what: another thread ends the process
// row: 1
// mode: function
// verdict: RuntimeError
using System;
using System.Threading;
public static class Solution
{
    public static int Solve(int a, int b)
    {
        new Thread(() => Environment.Exit(0)).Start();
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }
}
