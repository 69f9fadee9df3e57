using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);
Console.WriteLine(Depth(9000));
