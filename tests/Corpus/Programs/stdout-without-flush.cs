using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.IO;
Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = false }); Console.Write("never flushed unless the stream is"); Console.Out.Flush(); Console.Write("lost");
