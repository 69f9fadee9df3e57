// what: a property getter that ends the process
// row: 3
// mode: function
// verdict: RuntimeError | WrongAnswer
using System;
public sealed class Trap { public int Value { get { Environment.Exit(0); return 3; } } }
public static class Solution { public static object Solve(int a, int b) => new Trap(); }
