using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("abc".Shout(2) + 5.IsEven() + string.Join(",", new[] { 1, 2, 3, 4 }.EveryOther())); static class X { public static string Shout(this string s, int n) => s.ToUpper() + new string('!', n); public static bool IsEven(this int i) => i % 2 == 0; public static IEnumerable<T> EveryOther<T>(this IEnumerable<T> s) => s.Where((_, i) => i % 2 == 0); }
