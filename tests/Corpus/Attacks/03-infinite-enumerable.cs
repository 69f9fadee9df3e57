// what: returns a sequence without an end
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError | TimeLimit | OutputLimit | MemoryLimit
using System.Collections.Generic;
public static class Solution { public static IEnumerable<int> Solve(int a, int b) { while (true) { yield return 3; } } }
