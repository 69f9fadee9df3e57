using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
var log = new List<string>();
var clock = Stopwatch.StartNew();
// Who comes first is the scheduler's affair on a busy machine; that nobody comes too early is not.
async Task Step(string name, int ms, Task before)
{
    await Task.WhenAll(Task.Delay(ms), before);
    lock (log) { log.Add(clock.ElapsedMilliseconds >= ms - 1 ? name : name + " came early"); }
}
var a = Step("a", 1, Task.CompletedTask);
var b = Step("b", 30, a);
await Task.WhenAll(Step("c", 60, b), a, b);
Console.WriteLine(string.Join("", log));
