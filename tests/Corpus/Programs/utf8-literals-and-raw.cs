using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
ReadOnlySpan<byte> u = "héj"u8; Console.WriteLine(u.Length); Console.WriteLine("""
  raw "text"
    indented
  """); Console.WriteLine($"{{literal}} {1 + 1} {"nested " + $"{3}"}"); Console.WriteLine("tab\tquote\"nul\0end".Length + "\e[0m".Length);
