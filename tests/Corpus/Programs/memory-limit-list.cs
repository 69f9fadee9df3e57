// verdict: MemoryLimit
// limits: memory_mb=64 wall_ms=20000
var hoard = new List<byte[]>();
while (hoard.Count < 4000)
{
    var block = new byte[1 << 20];
    Array.Fill(block, (byte)1);
    hoard.Add(block);
}
Console.WriteLine(hoard.Count);
