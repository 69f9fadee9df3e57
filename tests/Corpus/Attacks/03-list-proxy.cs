// what: a list subclass that pretends
// row: 3
// mode: function
// verdict: WrongAnswer
using System.Collections.Generic;
public sealed class Pretender : List<int> { public new int Count => 1; public override bool Equals(object? o) => true; public override int GetHashCode() => 3; }
public static class Solution { public static object Solve(int a, int b) => new Pretender(); }
