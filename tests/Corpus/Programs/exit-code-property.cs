// exit: 5
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Environment.ExitCode = 5; Console.WriteLine("done");
