// Query syntax over own types: only Select and SelectMany are needed.
var prices = new Dictionary<string, string> { ["tea"] = "3.5", ["cake"] = "4", ["air"] = "free" };

foreach (var item in new[] { "tea", "cake", "air", "gold" })
{
    var answer =
        from text in prices.Find(item)
        from price in text.ToNumber()
        where price > 0
        let taxed = Math.Round(price * 1.19, 2)
        select $"{item} costs {taxed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    Console.WriteLine(answer.Or($"{item} has no price"));
}

var sums = from x in Result<int>.Ok(20) from y in Divide(84, 4) select x + y;
var broken = from x in Result<int>.Ok(20) from y in Divide(84, 0) select x + y;
Console.WriteLine(sums);
Console.WriteLine(broken);

static Result<int> Divide(int a, int b) => b == 0 ? Result<int>.Error("division by zero") : Result<int>.Ok(a / b);

readonly struct Maybe<T>
{
    private readonly T _value;
    private readonly bool _has;
    public Maybe(T value) { _value = value; _has = true; }
    public Maybe<R> Select<R>(Func<T, R> f) => _has ? new Maybe<R>(f(_value)) : default;
    public Maybe<R> SelectMany<U, R>(Func<T, Maybe<U>> f, Func<T, U, R> join)
    {
        if (!_has) { return default; }
        var value = _value;
        return f(value).Select(u => join(value, u));
    }
    public Maybe<T> Where(Predicate<T> keep) => _has && keep(_value) ? this : default;
    public T Or(T other) => _has ? _value : other;
}

abstract record Result<T>
{
    sealed record Success(T Value) : Result<T> { public override string ToString() => $"ok {Value}"; }
    sealed record Failure(string Reason) : Result<T> { public override string ToString() => $"failed: {Reason}"; }
    public static Result<T> Ok(T value) => new Success(value);
    public static Result<T> Error(string reason) => new Failure(reason);
    public Result<R> Select<R>(Func<T, R> f) => this switch
    {
        Success s => Result<R>.Ok(f(s.Value)),
        Failure f2 => Result<R>.Error(f2.Reason),
        _ => throw new InvalidOperationException(),
    };
    public Result<R> SelectMany<U, R>(Func<T, Result<U>> f, Func<T, U, R> join) => this switch
    {
        Success s => f(s.Value).Select(u => join(s.Value, u)),
        Failure x => Result<R>.Error(x.Reason),
        _ => throw new InvalidOperationException(),
    };
}

static class Extensions
{
    public static Maybe<V> Find<K, V>(this Dictionary<K, V> map, K key) where K : notnull =>
        map.TryGetValue(key, out var v) ? new(v) : default;
    public static Maybe<double> ToNumber(this string text) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var d) ? new(d) : default;
}
