var bus = new EventBus();
var log = new List<string>();
using (bus.On<OrderPlaced>(e => log.Add($"ship {e.Id}")))
using (bus.On<OrderPlaced>(e => log.Add($"bill {e.Id} {e.Total}"), priority: 10))
using (bus.On<IEvent>(e => log.Add($"audit {e.GetType().Name}"), priority: -1))
{
    bus.Raise(new OrderPlaced(1, 9.5m));
    bus.Raise(new OrderCancelled(1));
}
bus.Raise(new OrderPlaced(2, 1m));
Console.WriteLine(string.Join("\n", log));

var temperature = new Subject<double>();
var alarms = new List<string>();
using var subscription = temperature.Where(t => t > 30).Select(t => $"hot {t}").Buffer(2).Subscribe(new Printer<IList<string>>(b => alarms.Add(string.Join("+", b))));
foreach (var t in new double[] { 20, 31, 35, 29, 40, 41, 50 }) { temperature.OnNext(t); }
temperature.OnCompleted();
Console.WriteLine(string.Join("; ", alarms));

var button = new Button();
EventHandler<int> handler = (sender, clicks) => Console.WriteLine($"{sender!.GetType().Name} {clicks}");
button.Clicked += handler;
button.Clicked += (_, c) => { if (c == 2) { button.Clicked -= handler; } };
for (var i = 0; i < 3; i++) { button.Click(); }

interface IEvent;
sealed record OrderPlaced(int Id, decimal Total) : IEvent;
sealed record OrderCancelled(int Id) : IEvent;
sealed class EventBus
{
    private readonly List<(int Priority, Delegate Handler, Type Type)> _handlers = [];
    public IDisposable On<T>(Action<T> handler, int priority = 0) where T : IEvent
    {
        var entry = (priority, (Delegate)handler, typeof(T));
        _handlers.Add(entry);
        return new Undo(() => _handlers.Remove(entry));
    }
    public void Raise<T>(T e) where T : IEvent
    {
        foreach (var (_, handler, _) in _handlers.Where(h => h.Type.IsAssignableFrom(typeof(T))).OrderByDescending(h => h.Priority).ToList()) { handler.DynamicInvoke(e); }
    }
    private sealed class Undo(Action undo) : IDisposable { public void Dispose() => undo(); }
}
sealed class Button
{
    private int _clicks;
    public event EventHandler<int>? Clicked { add => _clicked += value; remove => _clicked -= value; }
    private EventHandler<int>? _clicked;
    public void Click() => _clicked?.Invoke(this, ++_clicks);
}
class Subject<T> : IObservable<T>, IObserver<T>
{
    private readonly List<IObserver<T>> _observers = [];
    public IDisposable Subscribe(IObserver<T> o) { _observers.Add(o); return new Gone(() => _observers.Remove(o)); }
    public void OnNext(T x) => _observers.ForEach(o => o.OnNext(x));
    public void OnCompleted() => _observers.ForEach(o => o.OnCompleted());
    public void OnError(Exception e) => _observers.ForEach(o => o.OnError(e));
    private sealed class Gone(Action a) : IDisposable { public void Dispose() => a(); }
}
sealed class Printer<T>(Action<T> next, Action? done = null) : IObserver<T> { public void OnNext(T x) => next(x); public void OnCompleted() => done?.Invoke(); public void OnError(Exception e) { } }
static class Reactive
{
    public static IObservable<T> Where<T>(this IObservable<T> s, Predicate<T> keep) => Pipe<T, T>(s, (o, x) => { if (keep(x)) { o.OnNext(x); } });
    public static IObservable<R> Select<T, R>(this IObservable<T> s, Func<T, R> f) => Pipe<T, R>(s, (o, x) => o.OnNext(f(x)));
    public static IObservable<IList<T>> Buffer<T>(this IObservable<T> s, int n)
    {
        var items = new List<T>();
        return Pipe<T, IList<T>>(s, (o, x) => { items.Add(x); if (items.Count == n) { o.OnNext([.. items]); items.Clear(); } }, o => { if (items.Count > 0) { o.OnNext(items); } });
    }
    private static IObservable<R> Pipe<T, R>(IObservable<T> source, Action<IObserver<R>, T> step, Action<IObserver<R>>? end = null)
    {
        var target = new Subject<R>();
        source.Subscribe(new Printer<T>(x => step(target, x), () => { end?.Invoke(target); target.OnCompleted(); }));
        return target;
    }
}
