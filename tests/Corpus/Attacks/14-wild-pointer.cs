// what: writes to memory that is not there
// row: 14
// mode: function
// verdict: RuntimeError
public static class Solution { public static unsafe int Solve(int a, int b) { *(int*)0x123456789000 = 1; return 3; } }
