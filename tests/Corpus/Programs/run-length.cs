using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static string E(string s) => string.Concat(s.Aggregate(new List<(char C, int N)>(), (l, c) => { if (l.Count > 0 && l[^1].C == c) { l[^1] = (c, l[^1].N + 1); } else { l.Add((c, 1)); } return l; }).Select(p => $"{p.C}{p.N}")); Console.WriteLine(E("aaabbbccd") + E(""));
