using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
var w = new StringWriter(); Console.SetOut(w); Console.Write("hidden"); Console.Out.Dispose(); var o = new StreamWriter(Console.OpenStandardOutput()); o.WriteLine(w.ToString()); o.Flush(); o.Dispose();
