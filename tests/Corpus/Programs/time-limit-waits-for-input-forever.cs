// verdict: TimeLimit
// limits: wall_ms=600 cpu_ms=2000
while (Console.ReadLine() is { } line) { Console.WriteLine(line); }
using var never = new ManualResetEventSlim();
Console.WriteLine("waiting");
never.Wait();
