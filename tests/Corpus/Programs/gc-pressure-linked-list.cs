using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var list = new LinkedList<string>();
for (var i = 0; i < 60000; i++) { list.AddLast("node" + i); if (list.Count > 1000) { list.RemoveFirst(); } }
Console.WriteLine(list.First!.Value + " " + list.Last!.Value + " " + list.Count);
