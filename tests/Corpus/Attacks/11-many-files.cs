// what: a hundred thousand small files
// row: 11
// mode: stdin
// verdict: WrongAnswer | RuntimeError | TimeLimit | MemoryLimit
// limits: wall_ms=5000 cpu_ms=5000
using System;
using System.IO;
try { for (var i = 0; i < 100_000; i++) { Directory.CreateDirectory("d" + i); File.WriteAllText("d" + i + "/f", "x"); } }
catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
Console.WriteLine("-1");
