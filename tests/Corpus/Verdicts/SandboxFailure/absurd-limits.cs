// what: limits that the sandbox does not give
// problem: {"limits":{"wall_ms":2000000000},"tests":[{"expected":"1\n"}]}
// tests:
Console.WriteLine(1);
