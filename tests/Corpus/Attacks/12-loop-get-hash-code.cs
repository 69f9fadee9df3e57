// what: a key whose hash never ends
// row: 12
// mode: function
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
using System.Collections.Generic;
public sealed class Key { public override int GetHashCode() { while (true) { } } public override bool Equals(object? o) => false; }
public static class Solution { public static object Solve(int a, int b) => new Dictionary<Key, int> { [new Key()] = 3 }; }
