using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
int c; var n = 0; while ((c = Console.Read()) != -1) { n += c; } Console.WriteLine(n + " " + Console.In.Peek());
