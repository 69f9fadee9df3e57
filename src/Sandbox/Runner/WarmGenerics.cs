using System.Runtime.CompilerServices;

#pragma warning disable CA1861 // runs once

namespace R1Code.Sandbox.Runner;

/// <summary>
/// Uses generic collections and queries over the value types that programs usually put in them. The framework carries no
/// compiled code for most of these combinations, and compiling one in a test costs more than half a millisecond.
/// </summary>
internal static class WarmGenerics
{
    private static int _kept;

    /// <summary>Uses them all.</summary>
    public static void Run()
    {
        // A class stands for every class: code for one is code for all.
        Queries([3, 1, 2]);
        Queries(new List<int> { 3, 1, 2 });
        Queries(new List<string> { "b", "a", "c" });
        Queries("bac");
        Queries(new List<(int, int)> { (3, 1), (1, 2) });
        Queries(new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 });
        Queries(new Dictionary<int, int> { [1] = 2, [2] = 1 });
        Queries(new Dictionary<char, int> { ['a'] = 2, ['b'] = 1 });
        Queries(new Dictionary<string, List<int>> { ["a"] = [2], ["b"] = [1] });
        Collections([3, 1, 2]);
        Collections(["b", "a", "c"]);
        Collections([(3, 1), (1, 2), (2, 3)]);
        Collections([(3, "a"), (1, "b"), (2, "c")]);
        Ordered([3, 1, 2]);
        Ordered(["b", "a", "c"]);
        Ordered(['b', 'a', 'c']);
        Ordered([(3, 1), (1, 2), (2, 3)]);
        Sums();
        Maps();
    }

    private static void Queries<T>(IEnumerable<T> items)
        where T : notnull
    {
        Keep(items.Select(static item => Small(item)).ToArray().Length);
        Keep(items.Select(static item => Small(item)).ToList().Count + items.Select(static item => Small(item)).Max());
        Keep(items.Select(static item => (long)Small(item)).Sum());
        Keep(items.Select(static item => item.ToString()).ToList().Count);
        Keep(items.Select(static item => item.ToString()).ToArray().Length);
        Keep(items.Select(static (item, i) => Small(item) + i).ToArray().Length);
        Keep(items.Select(static (item, i) => (item, i)).OrderBy(static pair => pair.i).First().item);
        Keep(items.Zip(items.Skip(1), static (a, b) => Small(a) - Small(b)).ToArray().Length);
        Keep(items.ToHashSet().Count + items.ToList().Count + items.ToArray().Length);
        Keep(items.Where(static item => Small(item) != 0).ToList().Count);
        Keep(items.Where(static item => Small(item) != 0).Select(static item => Small(item)).Sum());
        Keep(items.OrderBy(static item => Small(item)).ToList().Count);
        Keep(
            items.OrderByDescending(static item => Small(item)).ThenBy(static item => item.ToString()).ToArray().Length
        );
        Keep(items.OrderBy(static item => item.ToString()).ThenBy(static item => Small(item)).First());
        Keep(items.OrderByDescending(static item => Small(item)).Select(static item => item.ToString()).First());
        Keep(string.Join(",", items.OrderBy(static item => Small(item)).Select(static item => item.ToString())));
        foreach (var group in items.GroupBy(static item => Small(item) % 2))
        {
            Keep(group.Key + group.Count() + group.Sum(static item => Small(item)));
        }

        Keep(items.GroupBy(static item => item).Select(static group => group.Key).ToList().Count);
        Keep(items.GroupBy(static item => item).OrderByDescending(static group => group.Count()).First().Key);
        Keep(
            items
                .GroupBy(static item => item)
                .ToDictionary(static group => group.Key, static group => group.Count())
                .Count
        );
        Keep(items.Distinct().ToDictionary(static item => item, static item => Small(item)).Count);
        Keep(items.Sum(static item => Small(item) & 1) + items.Max(static item => Small(item)));
        Keep(items.Min(static item => Small(item)) + items.Average(static item => Small(item)));
        Keep(items.Any(static item => Small(item) == 0) || items.All(static item => Small(item) == 0));
        Keep(items.Count(static item => Small(item) == 0) + items.Count());
        Keep(items.First().GetHashCode() + items.Last().GetHashCode());
        Keep(items.Skip(1).Take(1).Concat(items).Reverse().Distinct().ToArray().Length);
        Keep(items.Aggregate(0, static (sum, item) => sum + Small(item)));
        Keep(string.Join(' ', items) + items.Contains(items.First()) + items.ElementAt(1));
    }

    private static void Collections<T>(T[] items)
        where T : notnull
    {
        var list = new List<T>(items) { items[0] };
        list.AddRange(items);
        list.Insert(0, items[1]);
        list.RemoveAt(0);
        list.Reverse();
        Keep(list.IndexOf(items[0]) + (list.Contains(items[1]) ? 1 : 0) + list.ToArray().Length);
        list.RemoveAll(static item => Small(item) == 0);
        list.ForEach(static item => Keep(item));
        var nested = new List<List<T>> { list, new(list) };
        Keep(nested.Sum(static inner => inner.Count));
        var queue = new Queue<T>(items);
        queue.Enqueue(queue.Dequeue());
        Keep(queue.Peek());
        var stack = new Stack<T>(items);
        stack.Push(stack.Pop());
        Keep(stack.Peek());
        var heap = new PriorityQueue<T, int>();
        var longHeap = new PriorityQueue<T, long>();
        foreach (var item in items)
        {
            heap.Enqueue(item, Small(item));
            longHeap.Enqueue(item, Small(item));
        }

        Keep(heap.Dequeue());
        Keep(longHeap.Dequeue());
        Keep(heap.TryDequeue(out _, out var priority) ? priority : 0);
        var set = new HashSet<T>(items);
        Keep(set.Add(items[0]) || set.Remove(items[1]) || set.Contains(items[2]));
        set.UnionWith(items);
        Map(items, 1);
        Map(items, 1L);
        Map(items, new List<int>());
    }

    private static void Map<TKey, TValue>(TKey[] keys, TValue value)
        where TKey : notnull
    {
        var map = new Dictionary<TKey, TValue> { [keys[0]] = value };
        map.TryAdd(keys[1], value);
        map.Remove(keys[1]);
        map[keys[2]] = map.GetValueOrDefault(keys[0], value);
        foreach (var (key, held) in map)
        {
            Keep(key);
            Keep(held);
        }

        Keep(map.ContainsKey(keys[0]) && map.TryGetValue(keys[1], out _));
        Keep(map.Keys.Count + map.Values.Count + map.Keys.ToList().Count + map.Values.ToList().Count);
        Keep(map.OrderBy(static pair => Small(pair.Key)).Select(static pair => pair.Key).ToList().Count);
    }

    private static void Ordered<T>(T[] items)
        where T : notnull
    {
        var list = new List<T>(items);
        list.Sort();
        list.Sort(static (a, b) => Comparer<T>.Default.Compare(b, a));
        Array.Sort(items);
        Array.Sort(items, static (a, b) => Comparer<T>.Default.Compare(b, a));
        Array.Reverse(items);
        Keep(list.BinarySearch(items[0]) + Array.IndexOf(items, items[1]));
        Keep(
            items.OrderBy(static item => item).ToArray().Length
                + items.OrderByDescending(static item => item).ToList().Count
        );
        Keep(items.Max());
        Keep(items.Min());
        var set = new SortedSet<T>(items);
        Keep(set.Min);
        var map = new SortedDictionary<T, int> { [items[0]] = 1 };
        foreach (var (key, value) in map)
        {
            Keep(key);
            Keep(value);
        }
    }

    private static void Sums()
    {
        int[] numbers = [1, 2, 3];
        Keep(numbers.Sum() + numbers.Average() + numbers.Select(static n => (double)n).Sum());
        Keep(new[] { 1L, 2L }.Sum() + new[] { 1.5, 2.5 }.Sum() + new[] { 1L, 2L }.Max() + new[] { 1.5, 2.5 }.Max());
        Keep(numbers.Aggregate(static (a, b) => a * b) + Enumerable.Range(1, 5).Where(static n => n > 2).Sum());
        Keep(
            Enumerable.Repeat(0, 3).ToArray().Length + Enumerable.Range(0, 3).Select(static n => n * n).ToList().Count
        );
        Keep(Enumerable.Range(0, 3).Select(static n => new string('x', n)).ToArray().Length);
        var jagged = Enumerable.Range(0, 3).Select(static _ => new int[3]).ToArray();
        var grid = new int[3, 3];
        var flags = new bool[3, 3];
        Keep(jagged.Sum(static row => row.Sum()) + grid.Length + flags.Length);
        Keep(new string([.. "cab".OrderBy(static c => c)]) + new string([.. "abc".Reverse()]));
        Keep(
            "hello"
                .GroupBy(static c => c)
                .OrderByDescending(static g => g.Count())
                .ThenBy(static g => g.Key)
                .First()
                .Key
        );
        Keep("a1b2".Where(char.IsDigit).Select(static c => c - '0').Sum() + "abc".Count(static c => c is 'a' or 'b'));
        Keep("abc".All(char.IsLetter) && "abc".Any(char.IsUpper));
    }

    private static void Maps()
    {
        Map([1, 2, 3], (1, 2));
        Map(["a", "b", "c"], (1, 2));
        Map([(1, 2), (2, 3), (3, 4)], (1, 2));
        Map([1, 2, 3], new Dictionary<int, int>());
        var heap = new PriorityQueue<(int, int, int), int>();
        heap.Enqueue((1, 2, 3), 1);
        Keep(heap.Dequeue());
        var queue = new Queue<(int, int, int)>();
        queue.Enqueue((1, 2, 3));
        Keep(queue.Dequeue());
        var list = new List<(int, int, int)> { (1, 2, 3), (0, 1, 2) };
        list.Sort();
        list.Sort(static (a, b) => a.Item1.CompareTo(b.Item1));
        Keep(list[0]);
        Keep(new HashSet<(int, int, int)>(list).Count);
        var named = new List<(string, int)> { ("a", 1), ("b", 0) };
        named.Sort(static (a, b) => a.Item2.CompareTo(b.Item2));
        Keep(named.OrderBy(static pair => pair.Item2).ThenBy(static pair => pair.Item1).First());
    }

    // A number that sums without overflowing.
    private static int Small<T>(T value)
        where T : notnull => value.GetHashCode() & 0xFF;

    // Nothing computed here is used; this keeps the compiler from seeing that.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep<T>(T value) => _kept += value is null ? 0 : 1;
}
