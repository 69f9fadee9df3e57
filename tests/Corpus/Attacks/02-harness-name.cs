// what: declares the class that the harness would be
// row: 2
// mode: function
// verdict: CompileError | WrongAnswer
public static class R1CodeCalls { public static object Call(int index) => index == 0 ? 3 : 42; }
public static class Solution { public static int Solve(int a, int b) => 0; }
