// what: doubles a string until memory ends
// row: 11
// mode: function
// verdict: MemoryLimit | RuntimeError
// limits: memory_mb=128 wall_ms=8000 cpu_ms=8000
public static class Solution { public static string Solve(int a, int b) { var s = "abcdefgh"; while (true) { s += s; } } }
