using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
int[] a = [1, 2]; List<int> b = [.. a, 3, .. a]; Span<int> s = [.. b]; HashSet<string> h = ["x", "y"]; Console.WriteLine(b.Count + s.Length + h.Count); static int Sum(params ReadOnlySpan<int> x) { var t = 0; foreach (var y in x) { t += y; } return t; } Console.WriteLine(Sum(1, 2, 3) + Sum());
