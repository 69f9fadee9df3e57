using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
Console.Write("a"); using (var s = Console.OpenStandardOutput()) { s.Write("b"u8); s.Flush(); } Console.Write("c"); Console.Error.Write("err"); Console.WriteLine("d");
