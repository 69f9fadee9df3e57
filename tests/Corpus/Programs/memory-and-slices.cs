using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Buffers;
Memory<int> m = Enumerable.Range(0, 10).ToArray(); m.Slice(2, 3).Span.Fill(-1); Console.WriteLine(string.Join(",", m.ToArray())); var rented = ArrayPool<int>.Shared.Rent(50); Console.WriteLine(rented.Length >= 50); ArrayPool<int>.Shared.Return(rented); ReadOnlySpan<char> s = "a-b-c"; Console.WriteLine(s.LastIndexOf('-') + " " + s[2..].ToString() + " " + s.SequenceEqual("a-b-c") + " " + s.Count('-')); Console.WriteLine(string.Create(5, 'x', (b, c) => b.Fill(c)));
