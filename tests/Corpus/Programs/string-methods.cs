using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var s = "The quick, brown fox; jumps over the lazy dog";
Console.WriteLine(string.Join("|", s.Split(new[] { ' ', ',', ';' }, StringSplitOptions.RemoveEmptyEntries)));
Console.WriteLine(s.Replace("quick", "slow").ToUpperInvariant().PadLeft(60, '.') + s.IndexOf("fox") + s.Contains("LAZY", StringComparison.OrdinalIgnoreCase));
Console.WriteLine(new string(s.Reverse().ToArray()).Trim('g').TrimStart('o') + string.Concat(s.Distinct()));
