// what: a property getter that throws
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError
using System;
public sealed class Trap { public int Value => throw new InvalidOperationException("got you"); }
public static class Solution { public static object Solve(int a, int b) => new Trap(); }
