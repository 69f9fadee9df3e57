// what: fills the temporary folder
// row: 11
// mode: stdin
// verdict: WrongAnswer | RuntimeError | OutputLimit | MemoryLimit | TimeLimit
// limits: wall_ms=5000 cpu_ms=5000
using System;
using System.IO;
foreach (var dir in new[] { "/tmp", "." })
{
    try { using var f = File.Create(Path.Combine(dir, "big")); var b = new byte[1 << 20]; while (true) { f.Write(b); f.Flush(); } }
    catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
}
Console.WriteLine("-1");
