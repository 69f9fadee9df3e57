// what: writes to standard output without end
// row: 11
// mode: stdin
// verdict: OutputLimit
// limits: wall_ms=5000 cpu_ms=5000 output_kb=64
while (true) { System.Console.WriteLine("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"); }
