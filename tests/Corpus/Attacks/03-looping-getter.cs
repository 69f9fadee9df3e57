// what: a property getter that never returns
// row: 3
// mode: function
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
public sealed class Trap { public int Value { get { while (true) { } } } }
public static class Solution { public static object Solve(int a, int b) => new Trap(); }
