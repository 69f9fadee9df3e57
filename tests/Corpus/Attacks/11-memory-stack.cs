// what: threads whose stacks take the memory
// row: 11
// mode: stdin
// verdict: MemoryLimit | RuntimeError | TimeLimit
using System;
using System.Threading;
class Program
{
    static void Main()
    {
        for (var i = 0; i < 64; i++)
        {
            new Thread(() => { Span<byte> room = stackalloc byte[60 << 20]; room.Fill(1); Thread.Sleep(Timeout.Infinite); }, 64 << 20).Start();
        }
    }
}
