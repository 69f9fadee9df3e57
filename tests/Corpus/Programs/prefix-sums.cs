using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var h = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); var a = Console.ReadLine()!.Split().Select(long.Parse).ToArray(); var s = new long[a.Length + 1]; for (var i = 0; i < a.Length; i++) { s[i + 1] = s[i] + a[i]; } for (var q = 0; q < h[1]; q++) { var r = Console.ReadLine()!.Split().Select(int.Parse).ToArray(); Console.WriteLine(s[r[1]] - s[r[0] - 1]); }
