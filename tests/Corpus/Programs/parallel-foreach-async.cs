using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
var sum = 0; await Parallel.ForEachAsync(Enumerable.Range(1, 40), async (x, t) => { await Task.Delay(1, t); Interlocked.Add(ref sum, x); }); Console.WriteLine(sum); Parallel.Invoke(() => Interlocked.Increment(ref sum), () => Interlocked.Increment(ref sum)); Console.WriteLine(sum);
