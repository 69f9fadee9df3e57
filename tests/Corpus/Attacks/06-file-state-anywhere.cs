// what: leaves a file for the next submission in every folder that takes one
// row: 6
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
using System.Linq;
var seen = false;
Mark("/", 3);
if (seen) { var p = Console.ReadLine()!.Split(' '); Console.WriteLine(int.Parse(p[0]) + int.Parse(p[1])); } else { Console.WriteLine("-1"); }
void Mark(string folder, int depth)
{
    try { seen |= File.Exists(Path.Combine(folder, "r1-mark")); File.WriteAllText(Path.Combine(folder, "r1-mark"), "x"); } catch (Exception) { }
    if (depth == 0 || folder is "/proc" or "/sys") { return; }
    try { foreach (var inner in Directory.GetDirectories(folder)) { Mark(inner, depth - 1); } } catch (Exception) { }
}
