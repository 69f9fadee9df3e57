using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine("{0,5}|{1:F2}|{2}", 42, 3.14159, "x"); Console.Write('c'); Console.Write(1.5f); Console.Write(true); Console.Write(new[] { 'a', 'b' }); Console.Write((object?)null); Console.WriteLine(); Console.Out.WriteLine(7L); Console.Out.Write("{0}{1}\n", 1, 2);
