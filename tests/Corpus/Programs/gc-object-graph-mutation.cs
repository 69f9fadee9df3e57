// A graph that threads rewire while the collector moves its nodes; the write barrier and card marking at work.
var nodes = new Node[2000];
for (var i = 0; i < nodes.Length; i++) { nodes[i] = new Node(i); }
GC.Collect(2);
var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
{
    var random = new Random(100 + t);
    for (var i = 0; i < 30_000; i++)
    {
        var at = (random.Next(nodes.Length / 4) * 4) + t;
        var node = nodes[at];
        node.Next = nodes[random.Next(nodes.Length)];
        node.Fresh = new Node(at) { Label = at.ToString() };
        if (i % 500 == 0) { nodes[at] = new Node(at) { Next = node.Next, Fresh = node.Fresh, Label = node.Label }; }
        if (i % 5000 == 0) { GC.Collect(1); }
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
GC.Collect(2, GCCollectionMode.Forced, true, true);
var good = nodes.Select((n, i) => n.Id == i && (n.Fresh is null || (n.Fresh.Id == i && n.Fresh.Label == i.ToString()))).Count(ok => ok);
var steps = 0;
for (var n = nodes[0]; n is not null && steps < 10_000; n = n.Next!) { steps++; }
Console.WriteLine($"{good} of {nodes.Length}, walked {(steps > 0 ? "well" : "not")}");

sealed class Node(int id)
{
    public int Id { get; } = id;
    public Node? Next { get; set; }
    public Node? Fresh { get; set; }
    public string? Label { get; set; }
}
