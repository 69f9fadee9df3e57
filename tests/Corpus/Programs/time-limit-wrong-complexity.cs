// verdict: TimeLimit
// limits: cpu_ms=400 wall_ms=10000
Console.WriteLine(Fibonacci(200));
static decimal Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);
