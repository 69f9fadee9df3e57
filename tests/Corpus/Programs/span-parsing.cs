using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
ReadOnlySpan<char> text = "10,20,30,-5";
var sum = 0;
foreach (var r in text.Split(',')) { sum += int.Parse(text[r]); }
Span<int> stack = stackalloc int[5]; stack.Fill(sum); stack[..2].Clear();
Console.WriteLine(string.Join(" ", stack.ToArray()));
