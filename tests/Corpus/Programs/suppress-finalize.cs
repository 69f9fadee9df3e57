using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var f = new F(); f.Dispose(); f = null; GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine("done"); sealed class F : IDisposable { ~F() => Console.WriteLine("finalized"); public void Dispose() { Console.WriteLine("disposed"); GC.SuppressFinalize(this); } }
