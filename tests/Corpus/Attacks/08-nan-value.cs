// what: NaN as a value
// row: 8
// mode: function
// verdict: WrongAnswer
public static class Solution { public static double Solve(int a, int b) => double.NaN; }
