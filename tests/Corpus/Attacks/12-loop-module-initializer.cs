// what: loops in a module initializer
// row: 12
// mode: function
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
using System.Runtime.CompilerServices;
public static class Solution { [ModuleInitializer] internal static void Begin() { while (true) { } } public static int Solve(int a, int b) => a + b; }
