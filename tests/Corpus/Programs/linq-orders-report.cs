using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var customers = new List<Customer>
{
    new(1, "Adler", "north"), new(2, "Berg", "south"), new(3, "Curie", "north"), new(4, "Dorn", "east"),
};
var orders = new List<Order>
{
    new(10, 1, new DateOnly(2024, 1, 5), [new("pen", 3, 1.20m), new("ink", 1, 7.95m)]),
    new(11, 2, new DateOnly(2024, 1, 9), [new("desk", 1, 129.00m)]),
    new(12, 1, new DateOnly(2024, 2, 1), [new("paper", 10, 0.45m), new("pen", 2, 1.20m)]),
    new(13, 3, new DateOnly(2024, 2, 14), [new("lamp", 2, 24.50m)]),
    new(14, 2, new DateOnly(2024, 3, 30), [new("pen", 12, 1.10m)]),
};

var totals =
    from c in customers
    join o in orders on c.Id equals o.CustomerId into own
    let spent = own.SelectMany(o => o.Lines).Sum(l => l.Total)
    orderby spent descending, c.Name
    select new { c.Name, Orders = own.Count(), Spent = spent };
foreach (var t in totals)
{
    Console.WriteLine($"{t.Name,-8}{t.Orders,3}{t.Spent,10:F2}");
}

foreach (var month in orders.GroupBy(o => o.Date.Month).OrderBy(g => g.Key))
{
    Console.WriteLine($"{month.Key:00}: {month.Count()} orders, {month.Sum(o => o.Lines.Sum(l => l.Total)):F2}");
}

var byItem = orders
    .SelectMany(o => o.Lines, (o, l) => (o.Id, l.Item, l.Quantity))
    .ToLookup(x => x.Item, x => x.Quantity);
Console.WriteLine(string.Join("; ", byItem.OrderByDescending(g => g.Sum()).ThenBy(g => g.Key).Select(g => $"{g.Key}={g.Sum()}")));
var (dear, cheap) = orders.Select(o => o.Lines.Sum(l => l.Total)).Aggregate(
    (Max: decimal.MinValue, Min: decimal.MaxValue), (a, x) => (Math.Max(a.Max, x), Math.Min(a.Min, x)));
Console.WriteLine($"{dear} {cheap}");
Console.WriteLine(orders.MaxBy(o => o.Lines.Length)!.Id + " " + orders.DistinctBy(o => o.CustomerId).Count());

record Customer(int Id, string Name, string Region);
record Line(string Item, int Quantity, decimal Price) { public decimal Total => Quantity * Price; }
record Order(int Id, int CustomerId, DateOnly Date, Line[] Lines);
