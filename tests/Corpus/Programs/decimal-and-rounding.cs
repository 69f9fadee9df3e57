using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Math.Round(2.5) + " " + Math.Round(3.5) + " " + Math.Round(2.5, MidpointRounding.AwayFromZero));
Console.WriteLine(0.1m + 0.2m); Console.WriteLine(0.1 + 0.2); Console.WriteLine(1m / 3m); Console.WriteLine(100.0 / 3);
Console.WriteLine(float.MaxValue + " " + double.Epsilon + " " + long.MinValue);
