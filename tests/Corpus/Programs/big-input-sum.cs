using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
var m = new MemoryStream(); using (var w = new StreamWriter(m, leaveOpen: true)) { for (var i = 0; i < 50000; i++) { w.WriteLine(i); } } m.Position = 0; Console.SetIn(new StreamReader(m)); long s = 0; string? l; while ((l = Console.ReadLine()) != null) { s += long.Parse(l); } Console.WriteLine(s);
