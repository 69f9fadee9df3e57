using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
var set = new HashSet<Key> { new("a", 1), new("A", 1), new("b", 2) }; Console.WriteLine(set.Count + " " + set.Contains(new Key("B", 2)));
sealed class Key(string n, int i) : IEquatable<Key> { readonly string _n = n; readonly int _i = i; public bool Equals(Key? o) => o is not null && _i == o._i && string.Equals(_n, o._n, StringComparison.OrdinalIgnoreCase); public override bool Equals(object? o) => Equals(o as Key); public override int GetHashCode() => HashCode.Combine(_n.ToLowerInvariant(), _i); }
