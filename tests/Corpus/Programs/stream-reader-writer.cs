using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
using var r = new StreamReader(Console.OpenStandardInput(), bufferSize: 65536); using var w = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false };
var n = int.Parse(r.ReadLine()!); for (var i = 0; i < n; i++) { w.WriteLine(int.Parse(r.ReadLine()!) * 2); }
