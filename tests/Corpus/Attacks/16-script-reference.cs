// what: a script that loads an assembly and another script
// row: 16
// problem: {"mode":"script","tests":[{"call":"Solve(1, 2)","expected":"3"},{"call":"Solve(20, 22)","expected":"42"}]}
// verdict: Rejected | CompileError
#r "/r1code/runner/R1Code.Sandbox.Runner.dll"
#load "/etc/passwd"
int Solve(int a, int b) => a + b;
