// what: forks without end
// row: 11
// mode: stdin
// verdict: WrongAnswer | RuntimeError | TimeLimit
// limits: wall_ms=1000 cpu_ms=500
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern int fork();
    static void Main() { while (true) { fork(); } }
}
