using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var total = 0; for (var r = 0; r < 40; r++) { var t = new Thread(() => { var l = new List<object>(); for (var i = 0; i < 600; i++) { l.Add(new byte[64]); } Interlocked.Add(ref total, l.Count); }); t.Start(); if (r % 10 == 0) { GC.Collect(); } t.Join(); } Console.WriteLine(total);
