using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Enumerable.Range(1, 20000).AsParallel().Where(x => x % 3 == 0).Select(x => (long)x).Sum());
Console.WriteLine(string.Join(",", Enumerable.Range(1, 20).AsParallel().AsOrdered().Select(x => x * 2)));
