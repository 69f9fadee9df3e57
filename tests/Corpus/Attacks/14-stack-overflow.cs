// what: recursion without end
// row: 14
// mode: function
// verdict: RuntimeError
public static class Solution { public static int Solve(int a, int b) => 1 + Solve(b, a); }
