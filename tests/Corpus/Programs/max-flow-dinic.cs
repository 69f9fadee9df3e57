// Reads graphs until the input ends: nodes, edges, then "from to capacity".
while (Console.ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var nodes, var edges])
{
    var network = new Network(int.Parse(nodes));
    for (var i = int.Parse(edges); i > 0; i--)
    {
        var e = Array.ConvertAll(Console.ReadLine()!.Split(), int.Parse);
        network.Add(e[0], e[1], e[2]);
    }
    Console.WriteLine(network.Flow(0, int.Parse(nodes) - 1) + " cut: " + string.Join(" ", network.Side()));
}

sealed class Network(int n)
{
    private readonly List<(int To, int Left)> _edges = [];
    private readonly List<int>[] _at = [.. Enumerable.Range(0, n).Select(_ => new List<int>())];
    private int[] _level = [], _next = [];
    public void Add(int a, int b, int capacity)
    {
        _at[a].Add(_edges.Count);
        _edges.Add((b, capacity));
        _at[b].Add(_edges.Count);
        _edges.Add((a, 0));
    }
    public int Flow(int s, int t)
    {
        var flow = 0;
        while (Levels(s)[t] >= 0)
        {
            _next = new int[n];
            while (Push(s, t, int.MaxValue) is var pushed and > 0) { flow += pushed; }
        }
        return flow;
    }
    public IEnumerable<int> Side() => Enumerable.Range(0, n).Where(i => _level[i] >= 0);
    private int[] Levels(int s)
    {
        _level = Enumerable.Repeat(-1, n).ToArray();
        _level[s] = 0;
        var queue = new Queue<int>([s]);
        while (queue.TryDequeue(out var v))
        {
            foreach (var (to, _) in _at[v].Select(e => _edges[e]).Where(e => e.Left > 0 && _level[e.To] < 0))
            {
                _level[to] = _level[v] + 1;
                queue.Enqueue(to);
            }
        }
        return _level;
    }
    private int Push(int v, int t, int limit)
    {
        if (v == t) { return limit; }
        for (; _next[v] < _at[v].Count; _next[v]++)
        {
            var e = _at[v][_next[v]];
            var (to, rest) = _edges[e];
            if (rest <= 0 || _level[to] != _level[v] + 1 || Push(to, t, Math.Min(limit, rest)) is not (var pushed and > 0)) { continue; }
            _edges[e] = (to, rest - pushed);
            _edges[e ^ 1] = (v, _edges[e ^ 1].Left + pushed);
            return pushed;
        }
        return 0;
    }
}
