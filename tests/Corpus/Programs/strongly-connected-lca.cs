var n = int.Parse(Console.ReadLine()!);
var graph = Enumerable.Range(0, n).Select(_ => Console.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray()).ToArray();
var parts = Components(graph);
Console.WriteLine(string.Join(" | ", parts.Select(p => string.Join(" ", p.Order()))));

// Lowest common ancestors in the tree i -> i/2 by binary lifting, on a deep path recursion would not survive.
const int Deep = 60_000;
var up = new int[17, Deep];
var depth = new int[Deep];
for (var v = 1; v < Deep; v++)
{
    up[0, v] = v % 3 == 0 ? v / 2 : v - 1;
    depth[v] = depth[up[0, v]] + 1;
}
for (var k = 1; k < 17; k++) { for (var v = 0; v < Deep; v++) { up[k, v] = up[k - 1, up[k - 1, v]]; } }
Console.WriteLine($"{Lca(59_999, 40_000)} {Lca(12, 13)} {Lca(5, 5)} {depth.Max()}");

int Lca(int a, int b)
{
    if (depth[a] < depth[b]) { (a, b) = (b, a); }
    for (var k = 16; k >= 0; k--) { if (depth[a] - (1 << k) >= depth[b]) { a = up[k, a]; } }
    if (a == b) { return a; }
    for (var k = 16; k >= 0; k--) { if (up[k, a] != up[k, b]) { (a, b) = (up[k, a], up[k, b]); } }
    return up[0, a];
}

// Tarjan without recursion.
static List<List<int>> Components(int[][] graph)
{
    var (index, low, on) = (new int[graph.Length], new int[graph.Length], new bool[graph.Length]);
    var (stack, found, time) = (new Stack<int>(), new List<List<int>>(), 0);
    for (var root = 0; root < graph.Length; root++)
    {
        if (index[root] != 0) { continue; }
        var calls = new Stack<(int V, int Edge)>([(root, 0)]);
        while (calls.TryPop(out var call))
        {
            var (v, edge) = call;
            if (edge == 0) { index[v] = low[v] = ++time; stack.Push(v); on[v] = true; }
            else { low[v] = Math.Min(low[v], low[graph[v][edge - 1]]); }
            var pushed = false;
            for (; edge < graph[v].Length && !pushed; edge++)
            {
                var w = graph[v][edge];
                if (index[w] == 0) { calls.Push((v, edge + 1)); calls.Push((w, 0)); pushed = true; }
                else if (on[w]) { low[v] = Math.Min(low[v], index[w]); }
            }
            if (pushed || low[v] != index[v]) { continue; }
            var part = new List<int>();
            int popped;
            do { popped = stack.Pop(); on[popped] = false; part.Add(popped); } while (popped != v);
            found.Add(part);
        }
    }
    return found;
}
