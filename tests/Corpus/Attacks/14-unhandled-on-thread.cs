// what: an exception on another thread
// row: 14
// mode: function
// verdict: RuntimeError
using System;
using System.Threading;
public static class Solution
{
    public static int Solve(int a, int b) { var t = new Thread(() => throw new Exception("elsewhere")); t.Start(); t.Join(); Thread.Sleep(1000); return -1; }
}
