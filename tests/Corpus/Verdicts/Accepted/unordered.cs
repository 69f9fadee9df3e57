// what: prints the right lines in another order
// problem: {"checker":{"type":"unordered"},"tests":[{"expected":"a\nb\nc\n"}]}
// tests: Accepted
Console.WriteLine("c\na\nb");
