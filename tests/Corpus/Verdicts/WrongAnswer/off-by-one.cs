// what: right on the first test only
// problem: {"tests":[{"input":"1 2\n","expected":"3\n"},{"input":"20 22\n","expected":"42\n"}]}
// tests: Accepted WrongAnswer
var numbers = Console.ReadLine()!.Split().Select(int.Parse).ToArray();
Console.WriteLine(Math.Min(numbers[0] + numbers[1], 41));
