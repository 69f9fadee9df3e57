using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Func<int, int> f = x => x + 1, g = x => x * 2; Func<Func<int, int>, Func<int, int>, Func<int, int>> o = (a, b) => x => b(a(x)); Console.WriteLine(o(f, g)(5)); Delegate d = f; Console.WriteLine(d.DynamicInvoke(1)); Action<string> w = Console.Write; w += s => Console.WriteLine(s.Length); w("abc"); Predicate<int> p = x => x > 0; Comparison<int> c = (a, b) => b - a; Console.WriteLine(p(1) + " " + c(1, 2)); unsafe { delegate*<int, int> fp = &Twice; Console.WriteLine(fp(21)); } static int Twice(int x) => 2 * x;
