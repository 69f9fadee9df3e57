// what: opens descriptors until there are none
// row: 11
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Collections.Generic;
using System.IO;
var keep = new List<FileStream>();
try { while (true) { keep.Add(new FileStream("/dev/null", FileMode.Open, FileAccess.Read, FileShare.ReadWrite)); } }
catch (Exception e) { keep.ForEach(f => f.Dispose()); Console.Error.WriteLine(e.GetType().Name); }
Console.WriteLine("-1");
