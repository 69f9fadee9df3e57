// what: leaves a file behind for the next test
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
var seen = false;
foreach (var dir in new[] { "/tmp", ".", "/dev/shm", "/var/tmp", "/run" })
{
    var file = Path.Combine(dir, "r1-mark");
    try { seen |= File.Exists(file); File.WriteAllText(file, "x"); } catch (Exception) { }
}
if (seen) { var p = Console.ReadLine()!.Split(' '); Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1])); } else { Console.WriteLine("-1"); }
