// what: spreads the work over threads so that each uses little time
// row: 9
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=4000 cpu_ms=400
using System;
using System.Linq;
using System.Threading;
class Program
{
    static void Main()
    {
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => { while (true) { } })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }
}
