using System.Buffers;

var totals = new long[6];
Parallel.For(0, 6, t =>
{
    for (var i = 0; i < 800; i++)
    {
        var size = 100 + (i * 37 + t) % 5000;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var span = buffer.AsSpan(0, size);
        span.Fill((byte)(t + 1));
        foreach (var b in span) { totals[t] += b; }
        ArrayPool<byte>.Shared.Return(buffer, clearArray: i % 2 == 0);
        if (i % 200 == 0) { GC.Collect(0); }
    }
});
Console.WriteLine(string.Join(" ", totals));

var own = ArrayPool<int>.Create(1024, 4);
var rented = Enumerable.Range(0, 6).Select(_ => own.Rent(1000)).ToArray();
Console.WriteLine(rented.Distinct().Count() + " " + rented.All(r => r.Length >= 1000));
foreach (var r in rented) { own.Return(r); }
try { own.Return(new int[3]); Console.WriteLine("taken"); } catch (ArgumentException) { Console.WriteLine("refused"); }

using var owner = MemoryPool<char>.Shared.Rent(64);
"pooled".CopyTo(owner.Memory.Span);
Console.WriteLine(owner.Memory[..6].ToString());
var writer = new ArrayBufferWriter<byte>(4);
for (var i = 0; i < 40; i++) { writer.GetSpan(1)[0] = (byte)('a' + i % 26); writer.Advance(1); }
Console.WriteLine(System.Text.Encoding.ASCII.GetString(writer.WrittenSpan) + " " + (writer.Capacity >= 40));
