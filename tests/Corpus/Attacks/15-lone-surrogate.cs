// what: returns half of a surrogate pair
// row: 15
// mode: function
// verdict: WrongAnswer
public static class Solution { public static string Solve(int a, int b) => "\uD800 \0 \u001b[31m"; }
