// what: reads and frees addresses that are not its own
// row: 14
// mode: function
// verdict: RuntimeError
using System;
using System.Runtime.InteropServices;
public static class Solution { public static int Solve(int a, int b) { Marshal.FreeHGlobal(0x1234567); return Marshal.ReadInt32((nint)0x10); } }
