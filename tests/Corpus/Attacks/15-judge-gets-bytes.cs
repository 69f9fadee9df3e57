// what: bytes that are no text for a special judge
// row: 15
// problem: {"mode":"stdin","checker":{"type":"special","source":"using System; using System.IO; var output = File.ReadAllText(args[1]); return output.Trim() == File.ReadAllText(args[2]).Trim() ? 0 : 1;"},"tests":[{"input":"1 2\n","expected":"3\n"}]}
// verdict: WrongAnswer
using var o = System.Console.OpenStandardOutput();
var noise = new byte[4096];
new System.Random(1).NextBytes(noise);
o.Write(noise);
