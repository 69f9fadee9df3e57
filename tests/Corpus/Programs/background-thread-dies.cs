using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
new Thread(() => { Thread.Sleep(Timeout.Infinite); }) { IsBackground = true }.Start();
Console.WriteLine("end");
