using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
async IAsyncEnumerable<int> Count(int n) { for (var i = 0; i < n; i++) { await Task.Yield(); yield return i; } }
var sum = 0;
await foreach (var x in Count(50)) { sum += x; }
Console.WriteLine(sum);
