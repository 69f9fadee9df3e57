using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
string? l; var t = 0; while ((l = Console.ReadLine()) != null) { t += l.Split(' ').Sum(int.Parse); } Console.WriteLine(t);
