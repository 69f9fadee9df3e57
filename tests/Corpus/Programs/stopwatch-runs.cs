using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Diagnostics;
using System.Threading;
var s = Stopwatch.StartNew(); Thread.Sleep(20); Console.WriteLine(s.ElapsedMilliseconds >= 15); Console.WriteLine((DateTime.UtcNow - DateTime.UnixEpoch).TotalDays > 18000);
