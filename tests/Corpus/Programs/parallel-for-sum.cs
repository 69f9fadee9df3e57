using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
long total = 0;
Parallel.For(0, 10000, () => 0L, (i, _, local) => local + i * i % 7, local => Interlocked.Add(ref total, local));
Console.WriteLine(total);
