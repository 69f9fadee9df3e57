using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var f = Perm.Read | Perm.Exec; Console.WriteLine(f + " " + f.HasFlag(Perm.Write) + " " + (int)f + " " + Enum.Parse<Perm>("Write") + " " + string.Join(",", Enum.GetNames<Perm>()) + " " + (Perm)64);
[Flags] enum Perm { None = 0, Read = 1, Write = 2, Exec = 4 }
