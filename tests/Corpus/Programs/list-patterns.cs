using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static string F(int[] a) => a switch { [] => "none", [var x] => $"one {x}", [1, .., 9] => "one to nine", [_, .. var rest] => $"rest {rest.Length}" };
Console.WriteLine(F([]) + F([5]) + F([1, 2, 9]) + F([3, 4, 5]));
