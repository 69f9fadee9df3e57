using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(string.Concat("aZ9_ é中\t".Select(c => char.IsLetter(c) ? 'L' : char.IsDigit(c) ? 'D' : char.IsWhiteSpace(c) ? 'W' : 'P')) + (int)'€' + (char)97 + (char)('a' + 2) + char.ToUpper('ß'));
