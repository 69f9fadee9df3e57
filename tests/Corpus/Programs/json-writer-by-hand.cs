using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
static string J(object? o) => o switch { null => "null", string s => "\"" + s.Replace("\"", "\\\"") + "\"", bool b => b ? "true" : "false", System.Collections.IDictionary d => "{" + string.Join(",", d.Keys.Cast<object>().Select(k => J(k) + ":" + J(d[k]))) + "}", System.Collections.IEnumerable e => "[" + string.Join(",", e.Cast<object?>().Select(J)) + "]", IFormattable f => f.ToString(null, System.Globalization.CultureInfo.InvariantCulture), _ => "?" }; Console.WriteLine(J(new Dictionary<string, object?> { ["a"] = new object?[] { 1, 2.5, null, "q\"" }, ["b"] = true }));
