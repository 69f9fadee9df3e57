using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var p = new Person("Ann") { Age = 5 }; Console.WriteLine(p.Greet() + p.Age); class Person(string name) { public required int Age { get; init; } public string Greet() => $"hi {name}"; }
