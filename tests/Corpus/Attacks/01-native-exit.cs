// what: ends the process through the C library
// row: 1
// mode: function
// verdict: RuntimeError
using System.Runtime.InteropServices;
public static class Solution
{
    [DllImport("libc", EntryPoint = "_exit")] static extern void Leave(int code);
    public static int Solve(int a, int b) { Leave(0); return 0; }
}
