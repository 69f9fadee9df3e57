// what: assigns text to a number
// problem: {"tests":[{"expected":"1\n"},{"expected":"1\n"}]}
// tests:
int x = "one";
Console.WriteLine(x);
