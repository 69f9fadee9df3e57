using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static int D(string a, string b) { var d = new int[a.Length + 1, b.Length + 1]; for (var i = 0; i <= a.Length; i++) { for (var j = 0; j <= b.Length; j++) { d[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)); } } return d[a.Length, b.Length]; }
Console.WriteLine(D("kitten", "sitting") + " " + D("", "abc") + " " + D("flaw", "lawn"));
