using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
using var m = new MemoryStream(); using (var w = new BinaryWriter(m, Encoding.UTF8, true)) { w.Write(42); w.Write("héllo"); w.Write(1.5); w.Write7BitEncodedInt(300); } m.Position = 0; using var r = new BinaryReader(m); Console.WriteLine(r.ReadInt32() + r.ReadString() + r.ReadDouble() + " " + r.Read7BitEncodedInt() + " " + m.Length);
