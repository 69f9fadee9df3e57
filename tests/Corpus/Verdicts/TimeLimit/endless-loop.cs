// what: loops for ever on the second test
// problem: {"limits":{"wall_ms":4000,"cpu_ms":300},"tests":[{"input":"1\n","expected":"1\n"},{"input":"2\n","expected":"2\n"}]}
// tests: Accepted TimeLimit
var n = int.Parse(Console.ReadLine()!);
while (n == 2) { }
Console.WriteLine(n);
