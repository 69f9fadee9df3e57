using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static string C(string s, int k) => string.Concat(s.Select(c => char.IsLetter(c) ? (char)((char.IsUpper(c) ? 'A' : 'a') + (((c | 32) - 'a' + k) % 26 + 26) % 26) : c)); Console.WriteLine(C("Hello, World!", 3) + C(C("abc", 5), -5));
