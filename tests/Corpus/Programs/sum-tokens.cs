using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var t = Console.In.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToArray(); Console.WriteLine(t.Skip(1).Take((int)t[0]).Sum());
