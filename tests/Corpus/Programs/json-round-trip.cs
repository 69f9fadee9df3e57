using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
var s = JsonSerializer.Serialize(new { Name = "x", Items = new[] { 1, 2 }, Nested = new Dictionary<string, double> { ["a"] = 1.5 } });
Console.WriteLine(s); using var doc = JsonDocument.Parse(s); Console.WriteLine(doc.RootElement.GetProperty("Nested").GetProperty("a").GetDouble());
Console.WriteLine(JsonSerializer.Deserialize<List<int?>>("[1,null,3]")!.Count(x => x is null));
