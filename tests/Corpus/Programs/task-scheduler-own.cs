using System.Collections.Concurrent;

var scheduler = new OneThreadScheduler();
var factory = new TaskFactory(scheduler);
var threads = new ConcurrentBag<int>();
var order = new List<int>();
Task.WaitAll(Enumerable.Range(0, 30).Select(i => factory.StartNew(() => { threads.Add(Environment.CurrentManagedThreadId); order.Add(i); })).ToArray());
Console.WriteLine($"{threads.Distinct().Count()} thread, in order: {order.SequenceEqual(Enumerable.Range(0, 30))}");

var context = new PumpContext();
var log = new List<string>();
context.Run(async () =>
{
    var home = Environment.CurrentManagedThreadId;
    for (var i = 0; i < 3; i++)
    {
        await Task.Delay(1);
        log.Add($"step {i} at home: {Environment.CurrentManagedThreadId == home}");
    }
    await Task.Run(() => log.Add($"away: {Environment.CurrentManagedThreadId != home}"));
    log.Add($"back: {Environment.CurrentManagedThreadId == home}");
});
log.ForEach(Console.WriteLine);
scheduler.Dispose();

sealed class OneThreadScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly Thread _thread;
    public OneThreadScheduler()
    {
        _thread = new Thread(() => { foreach (var t in _tasks.GetConsumingEnumerable()) { TryExecuteTask(t); } }) { IsBackground = true };
        _thread.Start();
    }
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;
    protected override void QueueTask(Task task) => _tasks.Add(task);
    protected override bool TryExecuteTaskInline(Task task, bool queued) => Thread.CurrentThread == _thread && !queued && TryExecuteTask(task);
    public void Dispose() { _tasks.CompleteAdding(); _thread.Join(); }
}

sealed class PumpContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback, object?)> _queue = [];
    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));
    public void Run(Func<Task> main)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = main();
            task.ContinueWith(_ => _queue.CompleteAdding(), TaskScheduler.Default);
            foreach (var (call, state) in _queue.GetConsumingEnumerable()) { call(state); }
            task.GetAwaiter().GetResult();
        }
        finally { SetSynchronizationContext(before); }
    }
}
