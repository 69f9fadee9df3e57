using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new[] { "b", "A", "a", "B", "ä", "Z" }; Console.WriteLine(string.Join(",", a.Order(StringComparer.Ordinal)) + " " + string.Join(",", a.Order(StringComparer.InvariantCulture)) + " " + string.Compare("a", "B", StringComparison.OrdinalIgnoreCase) + " " + "strasse".Equals("STRASSE", StringComparison.InvariantCultureIgnoreCase));
