using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var x = 5; Console.WriteLine($$"""{"v": {{x}}, "t": "a\b"}"""); Console.WriteLine(@"c:\dir" + '\t' + "\u00e9" + $"{x:000}|{(x > 3 ? "yes" : "no")}|{x,5}|");
