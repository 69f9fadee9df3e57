// what: an exception whose message ends the process
// row: 3
// mode: function
// verdict: RuntimeError
using System;
public sealed class Evil : Exception { public override string Message { get { Environment.Exit(0); return "3"; } } }
public static class Solution { public static int Solve(int a, int b) => throw new Evil(); }
