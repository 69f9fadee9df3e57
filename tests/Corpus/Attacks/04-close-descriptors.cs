// what: closes every descriptor, then returns
// row: 4
// mode: function
// verdict: RuntimeError | WrongAnswer
using System.Runtime.InteropServices;
public static class Solution
{
    [DllImport("libc")] static extern int close(int fd);
    public static int Solve(int a, int b) { for (var fd = 0; fd < 256; fd++) { close(fd); } return -1; }
}
