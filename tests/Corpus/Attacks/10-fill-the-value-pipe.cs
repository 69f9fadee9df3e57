// what: returns a value far too large to carry
// row: 10
// mode: function
// verdict: WrongAnswer | RuntimeError | TimeLimit | OutputLimit | MemoryLimit
// limits: memory_mb=512
using System.Linq;
public static class Solution { public static object Solve(int a, int b) => Enumerable.Range(0, 30_000_000).Select(i => (long)i).ToArray(); }
