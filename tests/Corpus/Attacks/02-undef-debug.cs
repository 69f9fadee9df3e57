// what: undefines the symbols that assertions depend on
// row: 2
// mode: function
// verdict: WrongAnswer
#undef DEBUG
#undef TRACE
public static class Solution { public static int Solve(int a, int b) => 0; }
