using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
static int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);
var r = 0; var t = new Thread(() => r = Depth(300000), 64 * 1024 * 1024); t.Start(); t.Join(); Console.WriteLine(r);
