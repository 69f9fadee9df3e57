// what: sends itself a segmentation fault
// row: 14
// mode: stdin
// verdict: RuntimeError | WrongAnswer
using System;
using System.Runtime.InteropServices;
class Program { [DllImport("libc")] static extern int kill(int pid, int sig); static void Main() { kill(Environment.ProcessId, 11); System.Threading.Thread.Sleep(200); } }
