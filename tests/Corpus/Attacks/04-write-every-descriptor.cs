// what: writes a guess to every inherited descriptor
// row: 4
// mode: function
// verdict: WrongAnswer | RuntimeError | OutputLimit
using System.Runtime.InteropServices;
using System.Text;
public static class Solution
{
    [DllImport("libc")] static extern nint write(int fd, byte[] data, nint count);
    public static int Solve(int a, int b)
    {
        var guess = Encoding.UTF8.GetBytes("\u0005\0\0\0\u0003{\"i\":\"3\"}");
        for (var fd = 0; fd < 256; fd++) { write(fd, guess, guess.Length); }
        return -1;
    }
}
