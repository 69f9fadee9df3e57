using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("hello".Vowels + " " + int.Answer); static class E { extension(string s) { public int Vowels => s.Count(c => "aeiou".Contains(c)); } extension(int) { public static int Answer => 42; } }
