using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
foreach (Match m in Regex.Matches("a=1, bb=22; ccc=333", @"(?<k>\w+)=(?<v>\d+)")) { Console.WriteLine(m.Groups["k"].Value + "->" + int.Parse(m.Groups["v"].Value) * 2); }
Console.WriteLine(Regex.Replace("2024-05-06", @"(\d+)-(\d+)-(\d+)", "$3/$2/$1"));
Console.WriteLine(Regex.IsMatch("foo@example.org", @"^[\w.]+@[\w.]+\.\w+$", RegexOptions.Compiled));
