using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
foreach (var s in new[] { "12", " 12 ", "1e3", "0x1F", "1,000", "٣", "", "99999999999" }) { Console.Write(int.TryParse(s, out var v) ? v + ";" : "x;"); } Console.WriteLine(double.Parse("1e3") + long.Parse("-7") + " " + bool.Parse("True") + Convert.ToInt32("ff", 16));
