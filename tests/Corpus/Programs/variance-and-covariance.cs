using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
IEnumerable<object> o = new List<string> { "a", "b" };
Func<object, string> f = x => "f" + x; Func<string, object> g = f;
Console.WriteLine(string.Concat(o) + g("z"));
object[] arr = new string[1]; try { arr[0] = 1; } catch (ArrayTypeMismatchException) { Console.WriteLine("mismatch"); }
