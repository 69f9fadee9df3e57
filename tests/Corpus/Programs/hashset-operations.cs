using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var a = new HashSet<int> { 1, 2, 3 }; var b = new HashSet<int> { 3, 4 }; a.SymmetricExceptWith(b); Console.WriteLine(string.Join(",", a.Order()) + " " + a.IsSupersetOf([1]) + " " + a.Overlaps(b) + " " + a.SetEquals([4, 2, 1]));
