// what: prints the right answer and then more
// problem: {"tests":[{"input":"1 2\n","expected":"3\n"}]}
// tests: WrongAnswer
Console.WriteLine(3);
Console.WriteLine("and more");
