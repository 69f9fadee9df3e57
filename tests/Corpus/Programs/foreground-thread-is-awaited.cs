using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
var said = new ManualResetEventSlim();
new Thread(() => { said.Wait(); Thread.Sleep(60); Console.WriteLine("second"); }).Start();
Console.WriteLine("first");
said.Set();
