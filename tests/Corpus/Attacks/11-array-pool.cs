// what: rents from the shared pool without giving back
// row: 11
// mode: function
// verdict: MemoryLimit | TimeLimit
// limits: memory_mb=128 wall_ms=5000 cpu_ms=1000
using System;
using System.Buffers;
public static class Solution { public static int Solve(int a, int b) { while (true) { ArrayPool<byte>.Shared.Rent(1 << 20).AsSpan().Fill(1); } } }
