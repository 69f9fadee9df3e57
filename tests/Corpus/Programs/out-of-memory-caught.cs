using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { var a = new long[int.MaxValue]; Console.WriteLine(a.Length); } catch (OutOfMemoryException) { Console.WriteLine("too large"); }
