// what: starts other programs
// row: 13
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Diagnostics;
foreach (var name in new[] { "/bin/sh", "/dotnet/dotnet", "/usr/bin/env", "id" })
{
    try { using var p = Process.Start(new ProcessStartInfo(name, "--info") { RedirectStandardOutput = true })!; p.WaitForExit(500); Console.WriteLine("started " + name); }
    catch (Exception e) { Console.Error.WriteLine(name + ": " + e.GetType().Name); }
}
Console.WriteLine("-1");
