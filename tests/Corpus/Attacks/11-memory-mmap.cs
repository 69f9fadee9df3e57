// what: maps memory without end
// row: 11
// mode: stdin
// verdict: MemoryLimit | RuntimeError
// limits: memory_mb=128 wall_ms=8000 cpu_ms=8000
using System.Runtime.InteropServices;
unsafe class Program
{
    [DllImport("libc")] static extern byte* mmap(nint addr, nint length, int prot, int flags, int fd, nint offset);
    static void Main()
    {
        while (true)
        {
            var p = mmap(0, 1 << 22, 3, 0x22, -1, 0);
            if ((nint)p == -1) { throw new System.OutOfMemoryException(); }
            for (var i = 0; i < 1 << 22; i += 4096) { p[i] = 1; }
        }
    }
}
