// what: writes through a null pointer
// row: 14
// mode: function
// verdict: RuntimeError
public static class Solution { public static unsafe int Solve(int a, int b) { *(int*)0 = 1; return 3; } }
