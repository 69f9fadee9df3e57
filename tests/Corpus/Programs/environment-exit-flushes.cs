// exit: 4
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
new Thread(() => { Thread.Sleep(Timeout.Infinite); }).Start(); Console.Write("before"); Environment.Exit(4);
