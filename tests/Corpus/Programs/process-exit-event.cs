using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("exiting"); Console.WriteLine("main");
