var checks = new bool[4];
var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
{
    var ok = true;
    long[][] kept = new long[4][];
    for (var i = 0; i < 24; i++)
    {
        var big = new long[12_000 + i * 64];
        for (var k = 0; k < big.Length; k += 512) { big[k] = i * 1000L + k; }
        kept[i % 4] = big;
        foreach (var old in kept.Where(o => o is not null))
        {
            ok &= old[512] % 1000 == 512 && old[1] == 0;
        }
    }
    checks[t] = ok;
})).ToList();
threads.ForEach(t => t.Start());
for (var i = 0; i < 5; i++) { GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: i % 2 == 0); Thread.Sleep(2); }
threads.ForEach(t => t.Join());
Console.WriteLine(string.Join(" ", checks));
Console.WriteLine(GC.GetTotalMemory(true) < 64_000_000);
