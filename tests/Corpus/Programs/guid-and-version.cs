using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
Console.WriteLine(Guid.Empty + " " + Guid.Parse("00112233-4455-6677-8899-aabbccddeeff").ToByteArray()[0] + " " + new Version(1, 2, 3).CompareTo(new Version(1, 10)) + " " + new Uri("http://h/p?q=1").Query);
