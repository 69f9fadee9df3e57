// what: writes to /proc, /sys and the image
// row: 13
// mode: stdin
// verdict: WrongAnswer
using System;
using System.IO;
foreach (var name in new[] { "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/sys/kernel/mm/transparent_hugepage/enabled", "/proc/1/oom_score_adj", "/etc/passwd", "/r1code/runner/R1Code.Sandbox.Runner.dll", "/dotnet/dotnet", "/new" })
{
    try { using var f = File.OpenWrite(name); f.WriteByte((byte)'x'); f.Flush(); Console.WriteLine("wrote " + name); }
    catch (Exception e) { Console.Error.WriteLine(name + ": " + e.GetType().Name); }
}
Console.WriteLine("-1");
