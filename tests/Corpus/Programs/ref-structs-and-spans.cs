using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Runtime.InteropServices;
var data = new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 };
var ints = MemoryMarshal.Cast<byte, int>(data.AsSpan());
ints[1] += 40;
Console.WriteLine(ints[0] + " " + data[4]);
