var set = new SortedSet<int>(Enumerable.Range(0, 20).Select(i => i * 7 % 50));
var view = set.GetViewBetween(10, 30);
Console.WriteLine(string.Join(" ", view) + $" {view.Min} {view.Max} {view.Count}");
set.Add(11);
Console.WriteLine(view.Contains(11) + " " + view.Count + " " + string.Join(" ", set.Reverse().Take(3)));
set.RemoveWhere(x => x % 2 == 0);
Console.WriteLine(set.Count + " " + set.IsSupersetOf([7, 49]) + " " + set.Overlaps([2, 4]) + " " + set.TryGetValue(21, out var actual) + actual);
var byLength = new SortedDictionary<string, int>(Comparer<string>.Create((a, b) => a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(a, b)));
foreach (var w in "the quick brown fox jumps over the lazy dog".Split(' ')) { byLength[w] = byLength.GetValueOrDefault(w) + 1; }
Console.WriteLine(string.Join(" ", byLength.Select(p => p.Key + p.Value)));
var list = new SortedList<double, string> { { 2.5, "b" }, { 1.5, "a" }, { 9, "z" } };
Console.WriteLine(list.IndexOfKey(9) + " " + list.GetValueAtIndex(1) + " " + list.Keys[0].ToString(System.Globalization.CultureInfo.InvariantCulture));
var ordered = new OrderedDictionary<string, int> { ["z"] = 1, ["a"] = 2 };
ordered.Insert(1, "m", 3);
Console.WriteLine(string.Join(" ", ordered.Select(p => p.Key)) + " " + ordered.IndexOf("a"));
var heap = new PriorityQueue<string, (int, int)>();
foreach (var (name, p, i) in new[] { ("low", 9, 0), ("high", 1, 1), ("mid", 5, 2), ("also high", 1, 3) }) { heap.Enqueue(name, (p, i)); }
Console.WriteLine(heap.EnqueueDequeue("urgent", (0, 9)) + " " + heap.Peek() + " " + heap.Remove("mid", out _, out var priority) + priority.Item1);
while (heap.TryDequeue(out var name, out _)) { Console.Write(name + ";"); }
Console.WriteLine();
var linked = new LinkedList<int>([1, 2, 3, 4]);
var node = linked.Find(3)!;
linked.AddBefore(node, 9);
linked.Remove(node);
linked.AddFirst(linked.Last!.Value * 10);
Console.WriteLine(string.Join("->", linked) + " " + linked.Find(9)!.Previous!.Value);
var bits = new System.Collections.BitArray(10);
for (var i = 0; i < 10; i += 3) { bits[i] = true; }
Console.WriteLine(string.Concat(bits.Not().Cast<bool>().Select(b => b ? 1 : 0)) + " " + bits.HasAnySet());
