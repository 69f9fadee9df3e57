using System.Collections;
using System.Runtime.CompilerServices;
using Point = (int X, int Y);

// 14: extension members, field, null-conditional assignment, unbound nameof, compound operators, lambda modifiers
Console.WriteLine("stressed".Reversed + " " + string.Repeat('=', 5) + " " + new[] { 3, 1, 2 }.IsEmptyList);
var t = new Thermostat { Target = 55 };
Console.WriteLine(t.Target + " " + t.Label);
t.Label = "  hall ";
Console.WriteLine($"<{t.Label}>");
Thermostat? none = null, some = t;
none?.Target = 1;
some?.Target -= 7;
Console.WriteLine(t.Target + " " + nameof(List<>) + " " + nameof(Dictionary<,>.Keys));
var counter = new Counter();
counter += 5;
counter++;
Console.WriteLine(counter.Value);
TryParse<int> parse = (text, out result) => int.TryParse(text, out result);
Console.WriteLine(parse("12", out var twelve) + " " + twelve);
// 13: params collections, ref struct interfaces, partial properties, escape, implicit index
Console.WriteLine(Total(1, 2, 3) + " " + Total() + " " + Total([4, 5]));
Console.WriteLine("\e[0m".Length + " " + new Table { Cells = { [^1] = 9, [^2] = 8 } }.Cells[4]);
Console.WriteLine(Describe(new Ticks(3)) + " " + new Part { Name = "part" }.Name);
// 12: collection expressions, primary constructors, aliases, default lambda parameters, inline arrays
int[] a = [1, 2, 3];
List<int> b = [0, .. a, .. a.Where(x => x > 1), 9];
Bag bag = [.. b, 7];
Console.WriteLine(string.Join("", b) + " " + bag.Count + " " + string.Join("", bag));
Point p = (3, 4);
var greet = (string name = "you", params int[] xs) => $"{name}{xs.Length}";
Console.WriteLine(p.X * p.Y + " " + greet() + " " + greet("me", 1, 2));
var five = new Five();
for (var i = 0; i < 5; i++) { five[i] = i * i; }
Console.WriteLine(five[^1] + " " + string.Join("", five[1..4].ToArray()));

static int Total(params ReadOnlySpan<int> xs) { var sum = 0; foreach (var x in xs) { sum += x; } return sum; }
static string Describe<T>(T x) where T : ITicks, allows ref struct => "ticks " + x.Count;

delegate bool TryParse<T>(string text, out T result);
static class Extensions
{
    extension(string s) { public string Reversed => new([.. s.Reverse()]); public static string Repeat(char c, int n) => new(c, n); }
    extension<T>(IEnumerable<T> source) { public bool IsEmptyList => !source.Any(); }
}
sealed class Thermostat
{
    public int Target { get; set => field = Math.Clamp(value, 5, 30); } = 20;
    public string Label { get => field ?? "none"; set => field = value.Trim(); }
}
sealed class Counter { public int Value; public void operator +=(int n) => Value += n; public void operator ++() => Value++; }
interface ITicks { int Count { get; } }
ref struct Ticks(int n) : ITicks { public int Count => n; }
sealed partial class Part { public partial string Name { get; set; } }
sealed partial class Part { private string _name = ""; public partial string Name { get => _name.ToUpperInvariant(); set => _name = value; } }
sealed class Table { public int[] Cells { get; } = new int[5]; }
[InlineArray(5)] struct Five { private int _first; }
[CollectionBuilder(typeof(Bag), nameof(Create))]
sealed class Bag : IEnumerable<int>
{
    private readonly List<int> _items = [];
    public int Count => _items.Count;
    public static Bag Create(ReadOnlySpan<int> items) { var bag = new Bag(); foreach (var i in items) { bag._items.Add(i); } bag._items.Sort(); return bag; }
    public IEnumerator<int> GetEnumerator() => _items.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
