using System.Globalization;

var points = new List<P>();
while (Console.ReadLine() is { } line && line != "segments")
{
    var xy = line.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToArray();
    points.Add(new P(xy[0], xy[1]));
}
var hull = Hull(points);
Console.WriteLine(string.Join(" ", hull));
Console.WriteLine(FormattableString.Invariant($"area {Area(hull):0.##} perimeter {hull.Zip(hull.Skip(1).Append(hull[0]), (a, b) => (a - b).Length).Sum():F3}"));
Console.WriteLine(FormattableString.Invariant($"closest {Closest([.. points.OrderBy(p => p.X)]):F4}"));
var events = new SortedSet<(int At, int Kind, int Id)>();
for (var id = 0; Console.ReadLine() is { } line; id++)
{
    var ends = line.Split('-').Select(int.Parse).ToArray();
    events.Add((ends[0], 0, id));
    events.Add((ends[1], 1, id));
}
var (open, most) = (0, 0);
foreach (var (_, kind, _) in events) { most = Math.Max(most, open += kind == 0 ? 1 : -1); }
Console.WriteLine($"most open {most}");

static List<P> Hull(List<P> points)
{
    var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
    List<P> Half(IEnumerable<P> ps)
    {
        var half = new List<P>();
        foreach (var p in ps)
        {
            while (half.Count > 1 && P.Cross(half[^2], half[^1], p) <= 0) { half.RemoveAt(half.Count - 1); }
            half.Add(p);
        }
        half.RemoveAt(half.Count - 1);
        return half;
    }
    return [.. Half(sorted), .. Half(sorted.AsEnumerable().Reverse())];
}
static double Area(List<P> h) => Math.Abs(Enumerable.Range(0, h.Count).Sum(i => h[i].X * h[(i + 1) % h.Count].Y - h[i].Y * h[(i + 1) % h.Count].X)) / 2;
static double Closest(ReadOnlySpan<P> p)
{
    var best = double.PositiveInfinity;
    if (p.Length <= 3)
    {
        for (var i = 0; i < p.Length; i++) { for (var j = i + 1; j < p.Length; j++) { best = Math.Min(best, (p[i] - p[j]).Length); } }
        return best;
    }
    var middle = p[p.Length / 2].X;
    best = Math.Min(Closest(p[..(p.Length / 2)]), Closest(p[(p.Length / 2)..]));
    var strip = new List<P>();
    foreach (var q in p) { if (Math.Abs(q.X - middle) < best) { strip.Add(q); } }
    strip.Sort((a, b) => a.Y.CompareTo(b.Y));
    for (var i = 0; i < strip.Count; i++) { for (var j = i + 1; j < strip.Count && strip[j].Y - strip[i].Y < best; j++) { best = Math.Min(best, (strip[i] - strip[j]).Length); } }
    return best;
}
readonly record struct P(double X, double Y)
{
    public double Length => Math.Sqrt(X * X + Y * Y);
    public static P operator -(P a, P b) => new(a.X - b.X, a.Y - b.Y);
    public static double Cross(P a, P b, P c) => (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X);
    public override string ToString() => FormattableString.Invariant($"({X};{Y})");
}
