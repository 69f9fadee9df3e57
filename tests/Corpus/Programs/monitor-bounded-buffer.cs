var buffer = new BoundedBuffer<int>(5);
var received = new List<int>();
var consumers = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
{
    while (buffer.TryTake(out var item)) { lock (received) { received.Add(item); } }
})).ToList();
var producers = Enumerable.Range(0, 3).Select(p => new Thread(() =>
{
    for (var i = 0; i < 300; i++) { buffer.Put(p * 300 + i); }
})).ToList();
consumers.ForEach(t => t.Start());
producers.ForEach(t => t.Start());
producers.ForEach(t => t.Join());
buffer.Close();
consumers.ForEach(t => t.Join());
received.Sort();
Console.WriteLine($"{received.Count} {received.SequenceEqual(Enumerable.Range(0, 900))} {buffer.Most <= 5}");
Console.WriteLine(Monitor.TryEnter(buffer) + " " + Monitor.IsEntered(buffer));
Monitor.Exit(buffer);
try { Monitor.Exit(buffer); } catch (SynchronizationLockException e) { Console.WriteLine(e.GetType().Name); }
lock (buffer) { Console.WriteLine(Monitor.Wait(buffer, 5)); }

sealed class BoundedBuffer<T>(int capacity)
{
    private readonly Queue<T> _items = new();
    private bool _closed;
    public int Most { get; private set; }
    public void Put(T item)
    {
        lock (_items)
        {
            while (_items.Count >= capacity) { Monitor.Wait(_items); }
            _items.Enqueue(item);
            Most = Math.Max(Most, _items.Count);
            Monitor.PulseAll(_items);
        }
    }
    public bool TryTake(out T item)
    {
        lock (_items)
        {
            while (_items.Count == 0)
            {
                if (_closed) { item = default!; return false; }
                Monitor.Wait(_items);
            }
            item = _items.Dequeue();
            Monitor.PulseAll(_items);
            return true;
        }
    }
    public void Close() { lock (_items) { _closed = true; Monitor.PulseAll(_items); } }
}
