// exit: 134
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("start"); Environment.FailFast("stop here");
