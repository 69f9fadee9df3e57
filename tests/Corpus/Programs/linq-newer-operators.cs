string[] words = ["delta", "alpha", "bravo", "alpha", "charlie", "delta", "alpha"];
foreach (var (word, count) in words.CountBy(w => w).OrderBy(p => p.Key))
{
    Console.WriteLine($"{word} {count}");
}

foreach (var (first, total) in words.AggregateBy(w => w[0], 0, (sum, w) => sum + w.Length).OrderBy(p => p.Key))
{
    Console.WriteLine($"{first}: {total}");
}

foreach (var (i, w) in words.Index().Where(p => p.Index % 3 == 0)) { Console.WriteLine($"{i}={w}"); }

var left = new[] { (Id: 1, Name: "one"), (Id: 2, Name: "two"), (Id: 3, Name: "three") };
var right = new[] { (Id: 1, Colour: "red"), (Id: 3, Colour: "blue"), (Id: 3, Colour: "green"), (Id: 9, Colour: "grey") };
Console.WriteLine(string.Join(", ", left.LeftJoin(right, l => l.Id, r => r.Id, (l, r) => $"{l.Name}-{r.Colour ?? "none"}")));
Console.WriteLine(string.Join(", ", left.RightJoin(right, l => l.Id, r => r.Id, (l, r) => $"{l.Name ?? "none"}-{r.Colour}")));
Console.WriteLine(string.Join(" ", Enumerable.Range(1, 7).Chunk(3).Select(c => c.Sum())));
Console.WriteLine(words.Order().First() + " " + words.OrderDescending().First() + " " + words.ElementAt(^2));
Console.WriteLine(string.Join(" ", words.Take(1..^3)));
Console.WriteLine(words.TryGetNonEnumeratedCount(out var n) + " " + n);
Console.WriteLine(string.Join(" ", words.UnionBy(["able", "zulu"], w => w[0])));
Console.WriteLine(string.Join(" ", words.ExceptBy(new[] { 5 }, w => w.Length)));
