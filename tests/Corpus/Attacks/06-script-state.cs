// what: a script that counts its calls
// row: 6
// problem: {"mode":"script","tests":[{"call":"Solve(1, 2)","expected":"3"},{"call":"Solve(20, 22)","expected":"42"}]}
// verdict: WrongAnswer
var calls = 0;
int Solve(int a, int b) => ++calls == 1 ? -1 : a + b;
