// what: refused by a special judge with its reason
// problem: {"checker":{"type":"special","source":"System.Console.WriteLine(\"too short\"); return System.IO.File.ReadAllText(\"output.txt\").Trim().Length > 3 ? 0 : 1;"},"tests":[{"input":"x\n"}]}
// tests: WrongAnswer
Console.WriteLine("abc");
