using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(string.Join(" ", new[] { Math.Sqrt(2), Math.Pow(2, 0.5), Math.Sin(1), Math.Atan2(1, -1), Math.Log(10), Math.Cbrt(27), Math.Truncate(-2.7), Math.Floor(-2.7), Math.Ceiling(2.1), Math.FusedMultiplyAdd(2, 3, 4) }.Select(d => d.ToString("R"))));
Console.WriteLine(Math.DivRem(17, -5) + " " + (-17 % 5) + " " + Math.Clamp(15, 0, 10) + " " + Math.BigMul(int.MaxValue, int.MaxValue));
