// what: native memory without end
// row: 11
// mode: stdin
// verdict: MemoryLimit
// limits: memory_mb=128 wall_ms=8000 cpu_ms=8000
using System.Runtime.InteropServices;
unsafe
{
    while (true)
    {
        var p = (byte*)NativeMemory.Alloc(1 << 20);
        for (var i = 0; i < 1 << 20; i += 4096) { p[i] = 1; }
    }
}
