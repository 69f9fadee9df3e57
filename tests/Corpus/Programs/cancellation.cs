using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using var cts = new CancellationTokenSource(20);
try { await Task.Delay(5000, cts.Token); Console.WriteLine("no"); }
catch (OperationCanceledException e) { Console.WriteLine(e.GetType().Name); }
