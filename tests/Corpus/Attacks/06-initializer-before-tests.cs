// what: a field initializer that may run before the tests are forked, and so would be shared by them
// row: 6
// mode: function
// verdict: WrongAnswer
using System.Runtime.InteropServices;
public static class Early { [DllImport("libc")] public static extern int getpid(); public static readonly int Process = getpid(); public static int[] Box = new int[1]; }
public static class Solution
{
    public static int Solve(int a, int b) => Early.getpid() == Early.Process ? -1 : a + b;
}
