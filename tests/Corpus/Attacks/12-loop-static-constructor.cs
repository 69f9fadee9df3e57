// what: loops in a static constructor
// row: 12
// mode: function
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
public static class Solution { static Solution() { while (true) { } } public static int Solve(int a, int b) => a + b; }
