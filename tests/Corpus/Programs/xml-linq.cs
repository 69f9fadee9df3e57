using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
var x = XElement.Parse("<r><i v='1'/><i v='2'>t</i></r>");
Console.WriteLine(x.Elements("i").Sum(e => (int)e.Attribute("v")!) + " " + x.Value + " " + new XElement("a", new XAttribute("b", 1), "c"));
