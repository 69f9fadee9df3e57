var random = new Random(42);
Console.WriteLine(string.Join(" ", Enumerable.Range(0, 8).Select(_ => random.Next(100))));
Console.WriteLine(random.NextInt64(1L << 40) + " " + random.NextDouble().ToString("F6", System.Globalization.CultureInfo.InvariantCulture) + " " + random.Next(-5, 5));
var bytes = new byte[6];
random.NextBytes(bytes);
Console.WriteLine(Convert.ToHexString(bytes));
int[] deck = [.. Enumerable.Range(1, 10)];
random.Shuffle(deck);
Console.WriteLine(string.Join(" ", deck) + " | " + string.Join("", random.GetItems("ACGT".AsSpan(), 12)));
Console.WriteLine(random.GetString("01", 16) + " " + random.GetHexString(8, lowercase: true));
var shared = Enumerable.Range(0, 200).Select(_ => Random.Shared.Next(6)).ToList();
Console.WriteLine(shared.Min() >= 0 && shared.Max() < 6 && shared.Distinct().Count() > 1);
Console.WriteLine(new Random().Next() != new Random().Next() || new Random().NextInt64() != new Random().NextInt64());
Console.WriteLine(Guid.NewGuid() != Guid.NewGuid() && Guid.CreateVersion7().Version == 7);
// Linear congruential and xorshift generators of one's own.
uint lcg = 1;
Console.WriteLine(string.Join(" ", Enumerable.Range(0, 5).Select(_ => lcg = lcg * 1664525 + 1013904223)));
ulong x = 88172645463325252;
Console.WriteLine(string.Join(" ", Enumerable.Range(0, 3).Select(_ => { x ^= x << 13; x ^= x >> 7; x ^= x << 17; return x; })));
var weights = new[] { 0.5, 0.3, 0.2 };
var drawn = new int[3];
for (var i = 0; i < 10_000; i++) { var u = random.NextDouble(); drawn[u < 0.5 ? 0 : u < 0.8 ? 1 : 2]++; }
Console.WriteLine(drawn.Zip(weights).All(p => Math.Abs(p.First / 10_000.0 - p.Second) < 0.05));
