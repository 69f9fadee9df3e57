using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var weak = Make();
GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();
Console.WriteLine(weak.IsAlive);
[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
static WeakReference Make() => new(new object());
