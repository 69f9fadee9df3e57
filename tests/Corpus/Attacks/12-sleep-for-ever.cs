// what: sleeps
// row: 12
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=1000 cpu_ms=1000
System.Threading.Thread.Sleep(-1);
