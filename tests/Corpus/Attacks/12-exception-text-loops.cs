// what: an exception whose message never ends
// row: 12
// mode: function
// verdict: TimeLimit
// limits: wall_ms=2000 cpu_ms=500
using System;
public sealed class Evil : Exception { public override string Message { get { while (true) { } } } }
public static class Solution { public static int Solve(int a, int b) => throw new Evil(); }
