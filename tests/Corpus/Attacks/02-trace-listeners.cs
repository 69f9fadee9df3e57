// what: clears the trace listeners
// row: 2
// mode: function
// verdict: WrongAnswer
using System.Diagnostics;
public static class Solution { public static int Solve(int a, int b) { Trace.Listeners.Clear(); return 0; } }
