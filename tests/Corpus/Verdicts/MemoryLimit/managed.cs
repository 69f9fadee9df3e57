// what: keeps allocating managed memory
// problem: {"limits":{"memory_mb":64,"wall_ms":20000,"cpu_ms":20000},"tests":[{"expected":"1\n"}]}
// tests: MemoryLimit
var kept = new List<byte[]>();
while (true)
{
    var block = new byte[1 << 20];
    Array.Fill(block, (byte)1);
    kept.Add(block);
}
