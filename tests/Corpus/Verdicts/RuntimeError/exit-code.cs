// what: prints the right answer and exits with 1
// problem: {"tests":[{"expected":"3\n"}]}
// tests: RuntimeError
Console.WriteLine(3);
return 1;
