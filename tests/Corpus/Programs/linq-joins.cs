using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var people = new[] { (Id: 1, Name: "Ann"), (Id: 2, Name: "Bob"), (Id: 3, Name: "Cy") };
var pets = new[] { (Owner: 1, Pet: "cat"), (Owner: 1, Pet: "dog"), (Owner: 3, Pet: "fish") };
foreach (var x in from p in people join q in pets on p.Id equals q.Owner into own select new { p.Name, Pets = string.Join("+", own.Select(o => o.Pet)) }) { Console.WriteLine(x); }
