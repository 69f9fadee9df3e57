using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
string? l; while (!string.IsNullOrEmpty(l = Console.ReadLine())) { var s = new Stack<char>(); var ok = true; foreach (var c in l) { if ("([{".Contains(c)) { s.Push(c); } else if (s.Count == 0 || "([{".IndexOf(s.Pop()) != ")]}".IndexOf(c)) { ok = false; break; } } Console.WriteLine(ok && s.Count == 0 ? "YES" : "NO"); }
