using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var q = new Queue<int>([1, 2, 3]); q.Enqueue(q.Dequeue()); var s = new Stack<int>(q); s.Push(9); var d = new LinkedList<int>(s); d.AddLast(d.First!.Value); d.RemoveFirst(); Console.WriteLine(string.Join(",", q) + " " + string.Join(",", s) + " " + string.Join(",", d));
