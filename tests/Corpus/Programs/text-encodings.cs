using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
foreach (var e in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.ASCII, Encoding.Latin1, Encoding.UTF32 }) { Console.WriteLine(e.WebName + " " + Convert.ToHexString(e.GetBytes("aé€"))); } Console.WriteLine(Encoding.UTF8.GetString([0xff, 0x41]).Length);
