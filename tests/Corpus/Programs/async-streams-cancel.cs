using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Runtime.CompilerServices;
async IAsyncEnumerable<int> Gen([EnumeratorCancellation] CancellationToken t = default) { for (var i = 0; ; i++) { t.ThrowIfCancellationRequested(); await Task.Yield(); yield return i; } } using var c = new CancellationTokenSource(); var n = 0; try { await foreach (var x in Gen().WithCancellation(c.Token)) { n = x; if (x == 10) { c.Cancel(); } } } catch (OperationCanceledException) { Console.WriteLine("cancelled at " + n); }
