Expr x = new Var("x");
Expr e = new Add(new Mul(new Num(2), new Pow(x, 3)), new Add(new Mul(x, new Num(0)), new Mul(new Num(5), x)));
Console.WriteLine(Show(e));
Console.WriteLine(Show(Simplify(e)));
Console.WriteLine(Show(Simplify(Derive(e))));
Console.WriteLine(Eval(Derive(e), 2) + " " + Depth(e));
foreach (var value in new object?[] { 3, -4L, 2.5, "text", "", null, 'c', new[] { 1, 2, 3 }, new[] { 9 }, new int[0], (1, "one"), DayOfWeek.Monday, new List<int> { 1, 2 }, new Num(7) })
{
    Console.WriteLine(Classify(value));
}

static string Classify(object? o) => o switch
{
    null => "null",
    int and > 0 and < 10 => "digit",
    long and < 0 or int and < 0 => "negative",
    double d when d % 1 != 0 => $"fraction {d.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
    string { Length: 0 } => "empty",
    string { Length: var n } s => $"{n} letters {s[..1]}",
    char c and (>= 'a' and <= 'z') => $"lower {c}",
    int[] and [] => "no items",
    int[] and [var only] => $"only {only}",
    int[] and [var first, .., var last] => $"{first}..{last}",
    (int n, string s) => $"pair {n} {s}",
    System.Collections.ICollection { Count: > 1 } => "collection",
    Num(var v) => $"number {v}",
    Enum e => $"enum {e}",
    _ => "other",
};
static Expr Derive(Expr e) => e switch
{
    Num => new Num(0),
    Var => new Num(1),
    Add(var a, var b) => new Add(Derive(a), Derive(b)),
    Mul(var a, var b) => new Add(new Mul(Derive(a), b), new Mul(a, Derive(b))),
    Pow(var a, var n) => new Mul(new Mul(new Num(n), new Pow(a, n - 1)), Derive(a)),
    _ => throw new NotSupportedException(),
};
static Expr Simplify(Expr e) => e switch
{
    Add(var a, var b) => (Simplify(a), Simplify(b)) switch
    {
        (Num(0), var y) => y,
        (var y, Num(0)) => y,
        (Num(var m), Num(var n)) => new Num(m + n),
        var (y, z) when y == z => Simplify(new Mul(new Num(2), y)),
        var (y, z) => new Add(y, z),
    },
    Mul(var a, var b) => (Simplify(a), Simplify(b)) switch
    {
        (Num(0), _) or (_, Num(0)) => new Num(0),
        (Num(1), var y) => y,
        (var y, Num(1)) => y,
        (Num(var m), Num(var n)) => new Num(m * n),
        (Num(var m), Mul(Num(var n), var y)) => new Mul(new Num(m * n), y),
        var (y, z) => new Mul(y, z),
    },
    Pow(var a, 1) => Simplify(a),
    Pow(var a, var n) => new Pow(Simplify(a), n),
    _ => e,
};
static int Eval(Expr e, int x) => e switch
{
    Num(var n) => n,
    Var => x,
    Add(var a, var b) => Eval(a, x) + Eval(b, x),
    Mul(var a, var b) => Eval(a, x) * Eval(b, x),
    Pow(var a, var n) => (int)Math.Pow(Eval(a, x), n),
    _ => 0,
};
static int Depth(Expr e) => e switch { Add(var a, var b) => 1 + Math.Max(Depth(a), Depth(b)), Mul(var a, var b) => 1 + Math.Max(Depth(a), Depth(b)), Pow(var a, _) => 1 + Depth(a), _ => 1 };
static string Show(Expr e) => e switch { Num(var n) => $"{n}", Var(var n) => n, Add(var a, var b) => $"({Show(a)} + {Show(b)})", Mul(var a, var b) => $"{Show(a)}*{Show(b)}", Pow(var a, var n) => $"{Show(a)}^{n}", _ => "?" };

abstract record Expr;
sealed record Num(int Value) : Expr;
sealed record Var(string Name) : Expr;
sealed record Add(Expr Left, Expr Right) : Expr;
sealed record Mul(Expr Left, Expr Right) : Expr;
sealed record Pow(Expr Base, int Exponent) : Expr;
