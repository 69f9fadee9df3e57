using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
using var i = Console.OpenStandardInput(); using var m = new MemoryStream(); i.CopyTo(m); Console.WriteLine(string.Join(" ", m.ToArray()));
