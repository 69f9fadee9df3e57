using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
for (var i = 0; i < 200; i++) { Console.Write($"{i / 7.0:F3} "); } Console.WriteLine();
