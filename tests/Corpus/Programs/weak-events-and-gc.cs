using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var list = new List<WeakReference<byte[]>>(); for (var i = 0; i < 20; i++) { list.Add(new WeakReference<byte[]>(new byte[1000])); } GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); Console.WriteLine(list.Count(w => w.TryGetTarget(out _)) < 20);
