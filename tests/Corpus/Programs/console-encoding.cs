using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("ünïcödé €"); Console.OutputEncoding = new UTF8Encoding(false); Console.WriteLine("again ✓"); Console.InputEncoding = Encoding.UTF8; Console.WriteLine(Console.IsOutputRedirected + " " + Console.IsInputRedirected);
