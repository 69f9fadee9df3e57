// Closures, boxes, iterators and big strings from tasks, under collections.
object[] boxes = new object[1000];
var tasks = Enumerable.Range(0, 4).Select(t => Task.Run(() =>
{
    long sum = 0;
    var steps = new List<Func<int, long>>();
    for (var i = 0; i < 2000; i++)
    {
        var captured = i * (t + 1);
        steps.Add(x => x + captured);
        boxes[(i * 4 + t) % 1000] = captured;
        if (steps.Count == 200)
        {
            sum += steps.Sum(s => s(1));
            steps.Clear();
        }
    }
    return sum + Lazily(t).Take(500).Sum(s => (long)s.Length);
})).ToArray();
using var timer = new Timer(_ => GC.Collect(1), null, 0, 2);
Console.WriteLine(string.Join(" ", await Task.WhenAll(tasks)));
Console.WriteLine(boxes.OfType<int>().Count(n => n >= 0));

static IEnumerable<string> Lazily(int seed)
{
    for (var i = 0; ; i++) { yield return string.Concat(Enumerable.Repeat((char)('a' + seed), i % 100)); }
}
