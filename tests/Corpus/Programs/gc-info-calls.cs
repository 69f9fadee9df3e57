using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(GC.GetGeneration(new object()) + " " + (GC.GetTotalMemory(true) > 0) + " " + (GC.MaxGeneration) + " " + System.Runtime.GCSettings.IsServerGC); GC.AddMemoryPressure(1 << 20); GC.RemoveMemoryPressure(1 << 20); Console.WriteLine(GC.TryStartNoGCRegion(1 << 20)); GC.EndNoGCRegion();
