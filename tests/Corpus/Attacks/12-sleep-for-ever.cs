// what: sleeps
// row: 12
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
System.Threading.Thread.Sleep(-1);
