// what: sleeps longer than the wall-clock limit
// problem: {"limits":{"wall_ms":700,"cpu_ms":700},"tests":[{"expected":"1\n"}]}
// tests: TimeLimit
Thread.Sleep(60_000);
Console.WriteLine(1);
