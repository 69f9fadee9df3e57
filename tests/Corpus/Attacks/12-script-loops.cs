// what: a script whose statements never end
// row: 12
// problem: {"mode":"script","tests":[{"call":"Solve(1, 2)","expected":"3"},{"call":"Solve(20, 22)","expected":"42"}]}
// verdict: TimeLimit
// limits: wall_ms=2000 cpu_ms=500
while (true) { }
int Solve(int a, int b) => a + b;
