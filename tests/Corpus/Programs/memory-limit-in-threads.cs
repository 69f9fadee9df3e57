// verdict: MemoryLimit
// limits: memory_mb=64 wall_ms=20000
var hoards = Enumerable.Range(0, 3).Select(_ => new List<string>()).ToArray();
var threads = hoards.Select(h => new Thread(() => { for (var i = 0; i < 2000; i++) { h.Add(new string('x', 200_000) + i); } })).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
Console.WriteLine(hoards.Sum(h => h.Count));
