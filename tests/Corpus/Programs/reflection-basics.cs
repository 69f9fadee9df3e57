using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Reflection;
var t = typeof(Sample); var s = Activator.CreateInstance(t, 7)!;
Console.WriteLine(t.GetProperty("Value")!.GetValue(s) + " " + t.GetMethod("Twice")!.Invoke(s, null) + " " + string.Join(",", t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(m => m.Name).OrderBy(x => x)));
Console.WriteLine(t.GetCustomAttribute<ObsoleteAttribute>()!.Message + " " + typeof(Dictionary<,>).MakeGenericType(typeof(int), typeof(string)).Name);
[Obsolete("old")] class Sample(int v) { public int Value => v; public int Twice() => v * 2; }
