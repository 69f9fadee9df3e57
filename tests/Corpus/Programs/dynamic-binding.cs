using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
dynamic d = 5; d += 2.5; Console.WriteLine(d); d = "text"; Console.WriteLine(d.Length + d.ToUpper());
dynamic bag = new System.Dynamic.ExpandoObject(); bag.X = 3; bag.Add = (Func<int, int>)(y => bag.X + y); Console.WriteLine(bag.Add(4));
try { d.Nope(); } catch (Microsoft.CSharp.RuntimeBinder.RuntimeBinderException) { Console.WriteLine("binder"); }
