// exit: 3
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("out"); return 3;
