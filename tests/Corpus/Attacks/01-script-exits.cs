// what: a script that ends the process before anything is called
// row: 1
// problem: {"mode":"script","tests":[{"call":"Solve(1, 2)","expected":"3"},{"call":"Solve(20, 22)","expected":"42"}]}
// verdict: RuntimeError | WrongAnswer
System.Environment.Exit(0);
int Solve(int a, int b) => a + b;
