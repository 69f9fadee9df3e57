// what: top-level statements without usings, CRLF input, no final newline
// problem: {"tests":[{"input":"1 2\r\n","expected":"3"}]}
// tests: Accepted
var numbers = Console.ReadLine()!.Split().Where(word => word.Length > 0).Select(int.Parse);
Console.Write(numbers.Sum());
