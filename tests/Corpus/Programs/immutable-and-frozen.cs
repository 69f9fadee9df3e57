using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Collections.Immutable;
using System.Collections.Frozen;
var a = ImmutableList.Create(1, 2, 3); var b = a.Add(4).Remove(1); var f = new[] { "x", "y" }.ToFrozenSet();
Console.WriteLine(a.Count + " " + string.Join(",", b) + " " + f.Contains("y") + " " + ImmutableDictionary<int, int>.Empty.Add(1, 2)[1]);
