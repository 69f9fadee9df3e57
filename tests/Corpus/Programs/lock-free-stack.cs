var stack = new LockFreeStack<int>();
var popped = new List<int>[4];
var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
{
    if (t < 4) { for (var i = 0; i < 5000; i++) { stack.Push(t * 5000 + i); } return; }
    var mine = popped[t - 4] = [];
    var idle = 0;
    while (mine.Count < 4000 && idle < 1_000_000) { if (stack.TryPop(out var x)) { mine.Add(x); } else { idle++; Thread.Yield(); } }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
var rest = new List<int>();
while (stack.TryPop(out var x)) { rest.Add(x); }
var all = popped.SelectMany(p => p).Concat(rest).ToList();
Console.WriteLine($"{all.Count} {all.Distinct().Count()} {all.Sum(x => (long)x)}");

var ticket = new TicketLock();
var counter = 0;
Parallel.For(0, 4, _ => { for (var i = 0; i < 5000; i++) { ticket.Enter(); counter++; ticket.Exit(); } });
Console.WriteLine(counter);
var spin = new SpinLock(false);
var spun = 0;
Parallel.For(0, 2000, _ => { var taken = false; try { spin.Enter(ref taken); spun++; } finally { if (taken) { spin.Exit(); } } });
Console.WriteLine(spun);
long bits = 0;
Parallel.For(0, 64, i => Interlocked.Or(ref bits, 1L << i));
Console.WriteLine(bits + " " + Interlocked.And(ref bits, 0xFF) + " " + bits);

sealed class LockFreeStack<T>
{
    private sealed record Node(T Value, Node? Next);
    private Node? _head;
    public void Push(T value)
    {
        Node? seen;
        do { seen = Volatile.Read(ref _head); } while (Interlocked.CompareExchange(ref _head, new Node(value, seen), seen) != seen);
    }
    public bool TryPop(out T value)
    {
        while (Volatile.Read(ref _head) is { } seen)
        {
            if (Interlocked.CompareExchange(ref _head, seen.Next, seen) == seen) { value = seen.Value; return true; }
        }
        value = default!;
        return false;
    }
}

sealed class TicketLock
{
    private int _next, _serving;
    public void Enter()
    {
        var mine = Interlocked.Increment(ref _next) - 1;
        var spinner = new SpinWait();
        while (Volatile.Read(ref _serving) != mine) { spinner.SpinOnce(); }
    }
    public void Exit() => Volatile.Write(ref _serving, _serving + 1);
}
