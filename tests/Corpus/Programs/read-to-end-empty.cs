using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("[" + Console.In.ReadToEnd() + "]" + (Console.ReadLine() ?? "null") + Console.Read());
