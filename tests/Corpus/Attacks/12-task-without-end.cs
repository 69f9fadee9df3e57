// what: a task that nobody completes
// row: 12
// mode: function
// verdict: TimeLimit
// limits: wall_ms=700 cpu_ms=400
using System.Threading.Tasks;
public static class Solution { public static Task<int> Solve(int a, int b) => new TaskCompletionSource<int>().Task; }
