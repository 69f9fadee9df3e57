using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
string? line; var n = 0; while ((line = Console.ReadLine()) != null) { Console.WriteLine($"{++n}:{line}"); } Console.WriteLine(Console.ReadLine() is null);
