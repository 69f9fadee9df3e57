using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = "naïve 日本語 😀 данные";
Console.WriteLine(s.Length + " " + s.EnumerateRunes().Count() + " " + Encoding.UTF8.GetByteCount(s));
Console.WriteLine(s); Console.WriteLine(string.Join(" ", s.EnumerateRunes().Take(3).Select(r => r.Value.ToString("X"))));
