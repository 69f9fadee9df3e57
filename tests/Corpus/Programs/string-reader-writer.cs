using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
var w = new StringWriter(); w.Write("a{0}b", 1); w.WriteLine(); var r = new StringReader("l1\nl2\r\nl3");
string? line; while ((line = r.ReadLine()) != null) { w.Write(line + ";"); }
Console.WriteLine(w.ToString().Replace("\n", "/"));
