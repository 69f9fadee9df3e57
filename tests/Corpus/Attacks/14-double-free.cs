// what: frees the same memory twice
// row: 14
// mode: function
// verdict: RuntimeError | WrongAnswer
using System.Runtime.InteropServices;
public static class Solution
{
    [DllImport("libc")] static extern nint malloc(nint size);
    [DllImport("libc")] static extern void free(nint p);
    public static int Solve(int a, int b) { var p = malloc(64); free(p); free(p); return -1; }
}
