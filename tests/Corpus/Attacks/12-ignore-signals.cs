// what: ignores every signal it can
// row: 12
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern nint signal(int sig, nint handler);
    static void Main() { for (var s = 1; s < 32; s++) { signal(s, 1); } while (true) { } }
}
