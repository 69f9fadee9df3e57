using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new[] { 5, 2, 8 }; Array.Reverse(a); Array.Resize(ref a, 5); Console.WriteLine(string.Join(",", a) + " " + Array.IndexOf(a, 2) + " " + Array.FindAll(a, x => x > 1).Length + " " + string.Join(",", Array.ConvertAll(a, x => x * 2))); var j = new int[3][]; j[0] = [1]; j[1] = [1, 2]; Console.WriteLine(j[1].Length + " " + (j[2] is null)); var c = new int[2, 3, 4]; Console.WriteLine(c.Length + " " + c.Rank + " " + c.GetLength(1));
