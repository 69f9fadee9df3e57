// what: two locks taken in two orders
// row: 12
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
using System.Threading;
var a = new object();
var b = new object();
var gate = new Barrier(2);
var t = new Thread(() => { lock (b) { gate.SignalAndWait(); lock (a) { } } });
t.Start();
lock (a) { gate.SignalAndWait(); lock (b) { } }
