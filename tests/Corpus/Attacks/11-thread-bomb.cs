// what: starts threads without end
// row: 11
// mode: stdin
// verdict: RuntimeError | MemoryLimit | TimeLimit
// limits: wall_ms=4000 cpu_ms=4000
using System.Threading;
while (true) { new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = false }.Start(); }
