// what: FailFast instead of an answer
// row: 1
// mode: function
// verdict: RuntimeError
using System;
public static class Solution { public static int Solve(int a, int b) { Environment.FailFast("done"); return 0; } }
