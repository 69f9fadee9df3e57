using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
for (var i = 0; i < 20000; i++) { Console.WriteLine(i); }
