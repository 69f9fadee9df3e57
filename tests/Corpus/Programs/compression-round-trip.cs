using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
using System.IO.Compression;
var data = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("hello world ", 500)));
using var m = new MemoryStream();
using (var z = new GZipStream(m, CompressionLevel.Optimal, true)) { z.Write(data); }
m.Position = 0; using var back = new MemoryStream(); using (var z = new GZipStream(m, CompressionMode.Decompress)) { z.CopyTo(back); }
Console.WriteLine(m.CanRead + " " + back.Length + " " + back.ToArray().SequenceEqual(data));
