// what: writes a forged frame to every descriptor and leaves before the harness can speak
// row: 4
// mode: function
// verdict: WrongAnswer | RuntimeError
using System.Runtime.InteropServices;
using System.Text;
public static class Solution
{
    [DllImport("libc")] static extern nint write(int fd, byte[] data, nint count);
    [DllImport("libc")] static extern void _exit(int code);
    public static int Solve(int a, int b)
    {
        var guess = Encoding.UTF8.GetBytes("{\"status\":\"Accepted\"}");
        for (var fd = 0; fd < 64; fd++) { write(fd, guess, guess.Length); }
        _exit(0);
        return 0;
    }
}
