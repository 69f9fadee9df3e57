// what: defines its class twice
// row: 2
// mode: function
// verdict: CompileError
public static class Solution { public static int Solve(int a, int b) => 0; }
public static class Solution { public static int Solve(int a, int b) => 3; }
