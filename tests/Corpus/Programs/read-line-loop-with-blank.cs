using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
string? s; while ((s = Console.ReadLine()) != null) { Console.WriteLine($"[{s}]"); }
