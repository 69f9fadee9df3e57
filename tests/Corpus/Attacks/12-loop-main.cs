// what: loops for ever
// row: 12
// mode: stdin
// verdict: TimeLimit
// limits: wall_ms=1000 cpu_ms=1000
while (true) { }
