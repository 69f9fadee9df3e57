using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using (var a = new D("a")) { using var b = new D("b"); Console.WriteLine("body"); }
await using (new AD()) { }
sealed class D(string n) : IDisposable { public void Dispose() => Console.WriteLine("dispose " + n); }
sealed class AD : IAsyncDisposable { public async System.Threading.Tasks.ValueTask DisposeAsync() { await System.Threading.Tasks.Task.Yield(); Console.WriteLine("async dispose"); } }
