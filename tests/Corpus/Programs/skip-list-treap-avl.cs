var random = new Random(7);
var values = Enumerable.Range(0, 400).Select(_ => random.Next(1000)).ToArray();
IOrdered[] trees = [new SkipList(random), new Treap(random), new Avl()];
foreach (var tree in trees)
{
    foreach (var v in values) { tree.Add(v); }
    foreach (var v in values.Where(v => v % 3 == 0)) { tree.Remove(v); }
    var items = tree.Items().ToList();
    Console.WriteLine($"{tree.GetType().Name} {items.Count} {items.SequenceEqual(items.Order())} {items.SequenceEqual(values.Where(v => v % 3 != 0).Distinct().Order())} {tree.Contains(items[5])} {tree.Contains(3)}");
}
var avl = new Avl();
for (var i = 0; i < 1000; i++) { avl.Add(i); }
Console.WriteLine(avl.Height <= 14);

interface IOrdered { bool Add(int v); bool Remove(int v); bool Contains(int v); IEnumerable<int> Items(); }

sealed class SkipList(Random random) : IOrdered
{
    private sealed class Node(int value, int levels) { public readonly int Value = value; public readonly Node?[] Next = new Node?[levels]; }
    private readonly Node _head = new(int.MinValue, 12);
    private Node[] Path(int v)
    {
        var path = new Node[12];
        var at = _head;
        for (var level = 11; level >= 0; level--) { while (at.Next[level] is { } n && n.Value < v) { at = n; } path[level] = at; }
        return path;
    }
    public bool Contains(int v) => Path(v)[0].Next[0]?.Value == v;
    public bool Add(int v)
    {
        var path = Path(v);
        if (path[0].Next[0]?.Value == v) { return false; }
        var levels = 1;
        while (levels < 12 && random.Next(2) == 0) { levels++; }
        var node = new Node(v, levels);
        for (var i = 0; i < levels; i++) { (node.Next[i], path[i].Next[i]) = (path[i].Next[i], node); }
        return true;
    }
    public bool Remove(int v)
    {
        var path = Path(v);
        if (path[0].Next[0] is not { } gone || gone.Value != v) { return false; }
        for (var i = 0; i < gone.Next.Length; i++) { path[i].Next[i] = gone.Next[i]; }
        return true;
    }
    public IEnumerable<int> Items() { for (var n = _head.Next[0]; n is not null; n = n.Next[0]) { yield return n.Value; } }
}

sealed class Treap(Random random) : IOrdered
{
    private sealed record Node(int Value, int Priority) { public Node? Left, Right; }
    private Node? _root;
    private static (Node? Less, Node? More) Split(Node? n, int v)
    {
        if (n is null) { return (null, null); }
        if (n.Value < v) { (n.Right, var rest) = Split(n.Right, v); return (n, rest); }
        (var less, n.Left) = Split(n.Left, v);
        return (less, n);
    }
    private static Node? Join(Node? a, Node? b)
    {
        if (a is null || b is null) { return a ?? b; }
        if (a.Priority > b.Priority) { a.Right = Join(a.Right, b); return a; }
        b.Left = Join(a, b.Left);
        return b;
    }
    public bool Contains(int v) { var n = _root; while (n is not null && n.Value != v) { n = v < n.Value ? n.Left : n.Right; } return n is not null; }
    public bool Add(int v)
    {
        if (Contains(v)) { return false; }
        var (less, rest) = Split(_root, v);
        _root = Join(Join(less, new Node(v, random.Next())), rest);
        return true;
    }
    public bool Remove(int v)
    {
        var (less, rest) = Split(_root, v);
        var (same, more) = Split(rest, v + 1);
        _root = Join(less, more);
        return same is not null;
    }
    public IEnumerable<int> Items()
    {
        var stack = new Stack<Node>();
        for (var n = _root; n is not null || stack.Count > 0; n = n.Right)
        {
            for (; n is not null; n = n.Left) { stack.Push(n); }
            n = stack.Pop();
            yield return n.Value;
        }
    }
}

sealed class Avl : IOrdered
{
    private sealed class Node(int value) { public int Value = value, Height = 1; public Node? Left, Right; }
    private Node? _root;
    public int Height => _root?.Height ?? 0;
    private static int H(Node? n) => n?.Height ?? 0;
    private static Node Fix(Node n)
    {
        n.Height = 1 + Math.Max(H(n.Left), H(n.Right));
        switch (H(n.Left) - H(n.Right))
        {
            case > 1: if (H(n.Left!.Left) < H(n.Left.Right)) { n.Left = Turn(n.Left, false); } return Turn(n, true);
            case < -1: if (H(n.Right!.Right) < H(n.Right.Left)) { n.Right = Turn(n.Right, true); } return Turn(n, false);
            default: return n;
        }
    }
    private static Node Turn(Node n, bool right)
    {
        var top = right ? n.Left! : n.Right!;
        if (right) { (n.Left, top.Right) = (top.Right, n); } else { (n.Right, top.Left) = (top.Left, n); }
        Fix(n);
        return Fix(top);
    }
    private static Node Insert(Node? n, int v)
    {
        if (n is null) { return new(v); }
        if (v < n.Value) { n.Left = Insert(n.Left, v); } else if (v > n.Value) { n.Right = Insert(n.Right, v); }
        return Fix(n);
    }
    private static Node? Delete(Node? n, int v)
    {
        if (n is null) { return null; }
        if (v < n.Value) { n.Left = Delete(n.Left, v); }
        else if (v > n.Value) { n.Right = Delete(n.Right, v); }
        else if (n.Left is null || n.Right is null) { return n.Left ?? n.Right; }
        else { var next = n.Right; while (next.Left is { } l) { next = l; } n.Value = next.Value; n.Right = Delete(n.Right, next.Value); }
        return Fix(n);
    }
    public bool Add(int v) { _root = Insert(_root, v); return true; }
    public bool Remove(int v) { _root = Delete(_root, v); return true; }
    public bool Contains(int v) { for (var n = _root; n is not null; n = v < n.Value ? n.Left : n.Right) { if (n.Value == v) { return true; } } return false; }
    public IEnumerable<int> Items() => Walk(_root);
    private static IEnumerable<int> Walk(Node? n) => n is null ? [] : [.. Walk(n.Left), n.Value, .. Walk(n.Right)];
}
