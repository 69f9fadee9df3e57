// what: native memory through compression streams
// row: 11
// mode: function
// verdict: MemoryLimit
// limits: memory_mb=128 wall_ms=8000 cpu_ms=8000
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
public static class Solution
{
    public static int Solve(int a, int b)
    {
        var keep = new List<Stream>();
        while (true)
        {
            var s = new BrotliStream(new MemoryStream(), CompressionLevel.SmallestSize);
            s.Write(new byte[1 << 16]);
            s.Flush();
            keep.Add(s);
        }
    }
}
