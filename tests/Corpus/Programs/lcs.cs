using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
string a = Console.ReadLine()!, b = Console.ReadLine()!; var d = new int[a.Length + 1, b.Length + 1]; for (var i = 1; i <= a.Length; i++) { for (var j = 1; j <= b.Length; j++) { d[i, j] = a[i - 1] == b[j - 1] ? d[i - 1, j - 1] + 1 : Math.Max(d[i - 1, j], d[i, j - 1]); } } Console.WriteLine(d[a.Length, b.Length]);
