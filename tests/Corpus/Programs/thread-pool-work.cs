using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using var e = new CountdownEvent(50); var sum = 0; for (var i = 0; i < 50; i++) { var k = i; ThreadPool.QueueUserWorkItem(_ => { Interlocked.Add(ref sum, k); e.Signal(); }); } e.Wait(); Console.WriteLine(sum);
