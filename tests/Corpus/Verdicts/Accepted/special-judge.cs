// what: one of many right answers, found right by a special judge that reads the three files
// problem: {"checker":{"type":"special","source":"using System.IO; var n = int.Parse(File.ReadAllText(args[0])); var parts = File.ReadAllText(args[1]).Split(); var best = File.ReadAllText(args[2]).Trim(); System.Console.WriteLine(best); return int.Parse(parts[0]) + int.Parse(parts[1]) == n ? 0 : 1;"},
// problem: "tests":[{"input":"10\n","expected":"any\n"},{"input":"7\n","expected":"any\n"}]}
// tests: Accepted Accepted
var n = int.Parse(Console.ReadLine()!);
Console.WriteLine($"{n - 3} 3");
