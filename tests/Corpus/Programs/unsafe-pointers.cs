using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Runtime.InteropServices;
unsafe
{
    var a = new[] { 1, 2, 3, 4 };
    fixed (int* p = a) { for (var q = p; q < p + 4; q++) { *q *= 10; } }
    var n = (int*)NativeMemory.Alloc(16); n[3] = 7; Console.WriteLine(string.Join(",", a) + " " + n[3] + " " + sizeof(Guid)); NativeMemory.Free(n);
}
