// what: writes to standard error without end
// row: 11
// mode: stdin
// verdict: OutputLimit | TimeLimit
// limits: wall_ms=5000 cpu_ms=5000 output_kb=64
while (true) { System.Console.Error.WriteLine("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"); }
