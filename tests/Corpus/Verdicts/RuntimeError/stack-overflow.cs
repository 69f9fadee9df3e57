// what: recurses without end
// problem: {"tests":[{"expected":"3\n"}]}
// tests: RuntimeError
Console.WriteLine(Deep(1));

static int Deep(int n) => Deep(n + 1) + 1;
