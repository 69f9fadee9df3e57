using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = Enumerable.Range(0, 10).ToArray(); Console.WriteLine(string.Join("", a[2..^3]) + a[^1] + "hello"[1..3] + new Index(2, true).GetOffset(10) + string.Join("", a[..2]) + (..).ToString());
