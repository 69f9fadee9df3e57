// what: ends the process inside the call with exit code 0
// row: 1
// mode: function
// verdict: RuntimeError
using System;
public static class Solution { public static int Solve(int a, int b) { Environment.Exit(0); return 0; } }
