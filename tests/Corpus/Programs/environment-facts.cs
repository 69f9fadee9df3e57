using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Environment.NewLine == "\n"); Console.WriteLine(Environment.ProcessorCount > 0); Console.WriteLine(Environment.Is64BitProcess + " " + Environment.Version.Major + " " + OperatingSystem.IsLinux()); Console.WriteLine(Environment.GetEnvironmentVariable("NO_SUCH") is null);
