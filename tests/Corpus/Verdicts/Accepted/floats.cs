// what: prints a float within the tolerance
// problem: {"checker":{"type":"floats","abs_tolerance":1e-4,"rel_tolerance":1e-4},"tests":[{"input":"2\n","expected":"1.41421356\n"}]}
// tests: Accepted
Console.WriteLine(Math.Sqrt(double.Parse(Console.ReadLine()!)).ToString("F5"));
