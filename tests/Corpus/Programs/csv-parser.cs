using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static List<string> Csv(string s) { var o = new List<string>(); var b = new StringBuilder(); var q = false; for (var i = 0; i < s.Length; i++) { var c = s[i]; if (q) { if (c == '"' && i + 1 < s.Length && s[i + 1] == '"') { b.Append('"'); i++; } else if (c == '"') { q = false; } else { b.Append(c); } } else if (c == '"') { q = true; } else if (c == ',') { o.Add(b.ToString()); b.Clear(); } else { b.Append(c); } } o.Add(b.ToString()); return o; } Console.WriteLine(string.Join("|", Csv("a,\"b,\"\"c\"\"\",,d")));
