// what: a class named Debug that asserts nothing
// row: 2
// mode: function
// verdict: WrongAnswer
public static class Debug { public static void Assert(bool b) { } }
public static class Solution { public static int Solve(int a, int b) { Debug.Assert(true); return 0; } }
