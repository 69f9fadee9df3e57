using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Runtime.InteropServices;
var a = new byte[100]; var h = GCHandle.Alloc(a, GCHandleType.Pinned); var p = h.AddrOfPinnedObject(); for (var i = 0; i < 5; i++) { GC.Collect(); Marshal.WriteByte(p, i, (byte)(i + 1)); } h.Free(); Console.WriteLine(string.Join(",", a.Take(6))); var w = new System.Runtime.CompilerServices.ConditionalWeakTable<object, string>(); var k = new object(); w.Add(k, "v"); GC.Collect(); Console.WriteLine(w.TryGetValue(k, out var v) + v); GC.KeepAlive(k);
