using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(string.Join(" ", Enumerable.Range(0, 16).Select(i => Convert.ToString(i ^ i >> 1, 2).PadLeft(4, '0'))));
