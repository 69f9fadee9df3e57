// what: _exit(0) by P/Invoke, in stdin mode
// row: 1
// mode: stdin
// verdict: WrongAnswer
using System.Runtime.InteropServices;
class Program
{
    [DllImport("libc")] static extern void _exit(int code);
    static void Main() => _exit(0);
}
