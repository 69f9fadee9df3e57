using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var d = new Dictionary<string, int> { ["a"] = 1 }; d.TryAdd("a", 5); d["b"] = d.GetValueOrDefault("b") + 3; foreach (var k in d.Keys.ToList()) { d[k]++; } Console.WriteLine(string.Join(",", d) + " " + d.Remove("a", out var old) + old + " " + d.ContainsValue(4)); try { _ = d["zz"]; } catch (KeyNotFoundException e) { Console.WriteLine(e.Message); }
