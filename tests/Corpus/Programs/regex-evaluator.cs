using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
Console.WriteLine(Regex.Replace("x1y22z333", @"\d+", m => (int.Parse(m.Value) + 1).ToString()));
Console.WriteLine(string.Join(",", Regex.Split("one1two22three", @"\d+")));
