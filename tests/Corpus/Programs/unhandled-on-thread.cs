// exit: 134
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
Console.WriteLine("start"); var t = new Thread(() => throw new ApplicationException("thread boom")); t.Start(); t.Join(); Thread.Sleep(2000); Console.WriteLine("unreachable");
