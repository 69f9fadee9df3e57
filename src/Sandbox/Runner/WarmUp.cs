using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable CA1834, CA1845, CA1875, MA0009 // submissions write it the plain way, and that way is what gets warm

namespace R1Code.Sandbox.Runner;

/// <summary>
/// Does once in the supervisor what tests usually do, so that their processes inherit the compiled code and the initialised
/// types. It starts no thread: one that vanished in a fork could take a lock with it. What needs threads (tasks, timers) each
/// test pays for itself.
/// </summary>
internal static class WarmUp
{
    private const string Text = "3 1 2\n4.5 -7 abc\nlast";

    /// <summary>Runs everything.</summary>
    public static void Run()
    {
        using var output = new StreamWriter(Stream.Null, new UTF8Encoding(false), 256) { AutoFlush = true };
        var console = TextWriter.Synchronized(output);
        Numbers(console);
        Texts(console);
        Collections(console);
        Queries(console);
        Exceptions(console);
        WarmGenerics.Run();

        // Opens the runtime's source of random bytes, which every test then shares.
        console.Write(Guid.NewGuid());
        console.Write(new Random().Next());
    }

    private static void Numbers(TextWriter console)
    {
        using var input = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(Text)), new UTF8Encoding(false));
        var numbers = Array.ConvertAll(input.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries), ParseInt);
        Array.Sort(numbers);
        console.WriteLine(numbers[0]);
        console.WriteLine(long.Parse("12", CultureInfo.CurrentCulture));
        console.WriteLine(double.Parse("4.5", CultureInfo.CurrentCulture));
        console.WriteLine(decimal.Parse("4.5", CultureInfo.CurrentCulture));
        console.WriteLine(int.TryParse("x", out _));
        console.WriteLine(Math.Sqrt(2).ToString("F3", CultureInfo.CurrentCulture));
        console.WriteLine((BigInteger.Pow(7, 80) * 3 % 1000).ToString(CultureInfo.CurrentCulture));
        console.WriteLine($"{1} {2L} {3.5} {true} {'c'} {DateTime.UnixEpoch:O} {TimeSpan.FromSeconds(3)}");
        console.WriteLine(input.ReadToEnd());
        console.WriteLine("{0} {1}", 1, "x");
    }

    private static int ParseInt(string text) => int.Parse(text, CultureInfo.CurrentCulture);

    private static void Texts(TextWriter console)
    {
        var builder = new StringBuilder();
        builder.Append("a").Append(1).Append('b').AppendLine().Append(2.5).Append(CultureInfo.CurrentCulture, $"{3}x");
        builder.Insert(0, "z").Replace("a", "y");
        console.Write(builder.ToString());
        var text = "The quick, brown fox";
        console.Write(text.ToUpperInvariant() + text.ToLowerInvariant().Trim().PadLeft(30) + text.Substring(4, 5));
        console.Write(
            text.Contains("fox", StringComparison.Ordinal) + text.Replace("quick", "slow", StringComparison.Ordinal)
        );
        console.Write(string.Join(", ", text.Split(' ')) + new string(text.Reverse().ToArray()));
        console.Write(
            string.Concat(text.OrderBy(static c => c)) + text.IndexOf("brown", StringComparison.CurrentCulture)
        );
        console.Write(Regex.Replace(text, @"(\w+)\s", static m => m.Groups[1].Value.Length + "-"));
        console.Write(Regex.Matches(text, "[a-z]+").Count);
    }

    private static void Collections(TextWriter console)
    {
        Of(console, 1, 2, 3);
        Of(console, 1L, 2L, 3L);
        Of(console, "a", "b", "c");
        Of(console, 'a', 'b', 'c');
        Of(console, 1.5, 2.5, 3.5);
        Of(console, (1, 2), (3, 4), (5, 6));
        var counts = new Dictionary<char, int>();
        counts['a'] = counts.GetValueOrDefault('a') + 1;
        var groups = new Dictionary<string, List<string>> { ["k"] = ["v"] };
        var words = new SortedDictionary<string, int> { ["b"] = 1, ["a"] = 2 };
        var heap = new PriorityQueue<int, int>();
        heap.Enqueue(1, 2);
        heap.Enqueue(2, 1);
        console.Write(heap.Dequeue() + counts.Count + groups["k"].Count + words.First().Value);
        var grid = new int[3, 3];
        grid[1, 1] = 5;
        console.Write(grid.Length);
    }

    private static void Of<T>(TextWriter console, T first, T second, T third)
        where T : notnull
    {
        List<T> list = [second, first];
        list.Add(third);
        list.Sort();
        var set = new HashSet<T>(list);
        var map = new Dictionary<T, int> { [first] = 1, [second] = 2 };
        map.TryAdd(third, 3);
        map.Remove(third);
        var byName = new Dictionary<string, T> { ["x"] = first };
        var queue = new Queue<T>(list);
        queue.Enqueue(queue.Dequeue());
        var stack = new Stack<T>(list);
        stack.Push(stack.Pop());
        foreach (var item in list)
        {
            console.Write(
                set.Contains(item) && map.TryGetValue(item, out _) && !list.Contains(first) ? "" : item.ToString()
            );
        }

        console.Write(string.Join(' ', list));
        console.Write(
            list.Select(static x => x).Where(set.Contains).ToList().Count + byName.Count + stack.Peek().GetHashCode()
        );
        console.Write(string.Join(',', list.OrderByDescending(static x => x).Distinct().Reverse().Take(2).ToArray()));
        console.Write(list.GroupBy(static x => x).ToDictionary(static g => g.Key, static g => g.Count()).Count);
    }

    private static void Queries(TextWriter console)
    {
        var numbers = Enumerable.Range(1, 10).ToArray();
        console.Write(numbers.Sum() + numbers.Max() + numbers.Min() + numbers.Count(static n => n % 2 == 0));
        console.Write(numbers.Average());
        console.Write(numbers.Any(static n => n > 3) && numbers.All(static n => n > 0));
        console.Write(numbers.Zip(numbers.Skip(1), static (a, b) => a * b).Aggregate(static (a, b) => a + b));
        console.Write(string.Concat(numbers.Select(static n => n.ToString(CultureInfo.CurrentCulture))));
        console.Write(
            numbers.Select(static (n, i) => (n, i)).OrderBy(static p => p.n).ThenBy(static p => p.i).First().n
        );
        console.Write(numbers.SelectMany(static n => Enumerable.Repeat(n, 2)).Select(static n => (long)n).Sum());
    }

    private static void Exceptions(TextWriter console)
    {
        try
        {
            throw new InvalidOperationException("warm");
        }
        catch (InvalidOperationException thrown)
        {
            // Not its stack trace: that would map a symbol file, which the tests then read after it is gone.
            console.Write(thrown.Message);
        }

        try
        {
            console.Write(Array.Empty<int>()[console.NewLine.Length]);
        }
        catch (IndexOutOfRangeException thrown)
        {
            console.Write(thrown.Message);
        }
    }
}
