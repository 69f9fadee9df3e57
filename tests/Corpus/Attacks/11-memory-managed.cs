// what: keeps managed arrays until memory ends
// row: 11
// mode: stdin
// verdict: MemoryLimit
// limits: memory_mb=128 wall_ms=8000 cpu_ms=8000
using System;
using System.Collections.Generic;
var keep = new List<byte[]>();
while (true) { var b = new byte[1 << 20]; Array.Fill(b, (byte)1); keep.Add(b); }
