using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
new Thread(() => { Thread.Sleep(60); Console.WriteLine("second"); }).Start();
Console.WriteLine("first");
