using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

Console.WriteLine(await 7);
await TimeSpan.FromMilliseconds(3);
Console.WriteLine("slept");
var signal = new Signal();
var waiting = Enumerable.Range(0, 3).Select(async i => { await signal; return i; }).ToArray();
signal.Set();
Console.WriteLine(string.Join(" ", await Task.WhenAll(waiting)));

var source = new Repeatable();
for (var i = 1; i <= 3; i++)
{
    var task = source.NextAsync();
    _ = Task.Run(() => source.Finish(i * 10));
    Console.Write(await task + " ");
}
Console.WriteLine();
Console.WriteLine(await Builder());

static async MyTask<string> Builder() { await Task.Delay(1); return "own builder"; }

static class Awaitables
{
    public static ValueTaskAwaiter<int> GetAwaiter(this int n) => new ValueTask<int>(n * 6).GetAwaiter();
    public static TaskAwaiter GetAwaiter(this TimeSpan t) => Task.Delay(t).GetAwaiter();
}

sealed class Signal : INotifyCompletion
{
    private Action? _then;
    public Signal GetAwaiter() => this;
    public bool IsCompleted { get; private set; }
    public void OnCompleted(Action continuation) => _then += continuation;
    public void GetResult() { }
    public void Set() { IsCompleted = true; _then?.Invoke(); }
}

sealed class Repeatable : IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _core = new() { RunContinuationsAsynchronously = true };
    public ValueTask<int> NextAsync() { _core.Reset(); return new ValueTask<int>(this, _core.Version); }
    public void Finish(int value) => _core.SetResult(value);
    public int GetResult(short token) => _core.GetResult(token);
    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);
    public void OnCompleted(Action<object?> c, object? s, short token, ValueTaskSourceOnCompletedFlags f) => _core.OnCompleted(c, s, token, f);
}

[AsyncMethodBuilder(typeof(MyBuilder<>))]
readonly struct MyTask<T>(Task<T> task) { public TaskAwaiter<T> GetAwaiter() => task.GetAwaiter(); }

struct MyBuilder<T>
{
    private AsyncTaskMethodBuilder<T> _inner;
    public static MyBuilder<T> Create() => new() { _inner = AsyncTaskMethodBuilder<T>.Create() };
    public MyTask<T> Task => new(_inner.Task);
    public void Start<M>(ref M machine) where M : IAsyncStateMachine => _inner.Start(ref machine);
    public void SetStateMachine(IAsyncStateMachine machine) => _inner.SetStateMachine(machine);
    public void SetResult(T result) => _inner.SetResult(result);
    public void SetException(Exception e) => _inner.SetException(e);
    public void AwaitOnCompleted<A, M>(ref A a, ref M m) where A : INotifyCompletion where M : IAsyncStateMachine => _inner.AwaitOnCompleted(ref a, ref m);
    public void AwaitUnsafeOnCompleted<A, M>(ref A a, ref M m) where A : ICriticalNotifyCompletion where M : IAsyncStateMachine => _inner.AwaitUnsafeOnCompleted(ref a, ref m);
}
