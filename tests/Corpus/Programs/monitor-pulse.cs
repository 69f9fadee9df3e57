using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var gate = new object(); var turn = 0; var sb = new StringBuilder();
void Work(int me, char c) { for (var i = 0; i < 10; i++) { lock (gate) { while (turn != me) { Monitor.Wait(gate); } sb.Append(c); turn = 1 - me; Monitor.PulseAll(gate); } } }
var a = new Thread(() => Work(0, 'a')); var b = new Thread(() => Work(1, 'b'));
a.Start(); b.Start(); a.Join(); b.Join();
Console.WriteLine(sb);
