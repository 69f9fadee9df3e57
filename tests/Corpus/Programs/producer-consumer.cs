using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
var queue = new BlockingCollection<int>(8);
var producer = Task.Run(() => { for (var i = 1; i <= 500; i++) { queue.Add(i); } queue.CompleteAdding(); });
var sum = 0;
foreach (var x in queue.GetConsumingEnumerable()) { sum += x; }
producer.Wait();
Console.WriteLine(sum);
