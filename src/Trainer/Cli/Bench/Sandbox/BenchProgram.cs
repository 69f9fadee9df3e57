using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Sandbox;

/// <summary>A submission for measurements. Each number gives another text, so that nothing is answered from a cache.</summary>
internal sealed record BenchProgram(string Name, Func<int, string> Source, string Input, Func<int, string> Expected)
{
    /// <summary>Reads two lines, writes one.</summary>
    public static BenchProgram Small { get; } =
        new(
            "small",
            number =>
                $$"""
                    using System;
                    class P
                    {
                        static void Main()
                        {
                            var a = int.Parse(Console.ReadLine());
                            var b = int.Parse(Console.ReadLine());
                            Console.WriteLine(a + b + {{number}});
                        }
                    }
                    """,
            "3\n4\n",
            number => Line(7 + number)
        );

    /// <summary>As competitors write them: LINQ, records, tuples, dictionaries, a priority queue.</summary>
    public static BenchProgram Linq { get; } =
        new(
            "linq",
            number =>
                $$"""
                    using System;
                    using System.Collections.Generic;
                    using System.Linq;
                    using System.Text;
                    record Item(string Name, int Count);
                    class P
                    {
                        static void Main()
                        {
                            var numbers = Console.ReadLine().Split(' ').Select(int.Parse).ToList();
                            var groups = new Dictionary<string, List<int>>();
                            foreach (var n in numbers)
                            {
                                var key = (n % 7).ToString();
                                if (!groups.TryGetValue(key, out var list)) groups[key] = list = new();
                                list.Add(n);
                            }
                            var items = groups.Select(g => new Item(g.Key, g.Value.Count))
                                .OrderByDescending(i => i.Count).ThenBy(i => i.Name).ToList();
                            var heap = new PriorityQueue<(int, string), long>();
                            foreach (var item in items) heap.Enqueue((item.Count, item.Name), -item.Count);
                            var text = new StringBuilder();
                            while (heap.Count > 0)
                            {
                                var (count, name) = heap.Dequeue();
                                text.Append($"{name}:{count};");
                            }
                            var sums = numbers.GroupBy(n => n / 10).ToDictionary(g => g.Key, g => g.Sum());
                            text.Append(string.Join(",", sums.OrderBy(s => s.Key).Select(s => s.Key + "=" + s.Value)));
                            Console.WriteLine(numbers.Sum() + (text.Length > 0 ? {{number}} : 0));
                        }
                    }
                    """,
            "3 5 9 12 44 19 3 7\n",
            number => Line(102 + number)
        );

    /// <summary>A problem whose tests the program of this number passes.</summary>
    public Problem Problem(int number, int tests) =>
        new()
        {
            Id = $"{Name}-{number}",
            Tests = [.. Enumerable.Repeat(new ProblemTest { Input = Input, Expected = Expected(number) }, tests)],
        };

    private static string Line(int value) => value.ToString(CultureInfo.InvariantCulture) + "\n";
}
