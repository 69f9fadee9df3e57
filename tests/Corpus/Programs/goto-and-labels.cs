using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var i = 0; again: i++; if (i < 5) { goto again; } switch (i) { case 5: Console.Write("five "); goto case 6; case 6: Console.WriteLine("six"); break; }
