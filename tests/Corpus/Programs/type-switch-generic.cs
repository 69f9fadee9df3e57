using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(N<int>() + N<string>() + N<List<int>>() + N<int?>() + N<int[]>()); static string N<T>() => typeof(T) == typeof(int) ? "int " : default(T) is null ? "ref-or-nullable " : "value "; Console.WriteLine(typeof(Dictionary<string, List<int>>) + " " + nameof(List<int>) + " " + default(DateTime).Ticks);
