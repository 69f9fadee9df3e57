using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

#pragma warning disable CA1305, CA1310, MA0011, MA0074 // submissions write it the plain way, and that way is to be rehearsed

namespace R1Code.Sandbox.Rehearsal;

/// <summary>
/// A submission as models write them. The runner's supervisor plays it once through all that a test's process does, so that
/// what every test would otherwise compile and bind for itself is inherited. It must start no thread and keep nothing.
/// </summary>
internal static class RehearsalProgram
{
    public static void Main(string[] args)
    {
        var count = int.Parse(Console.ReadLine()!);
        var numbers = Console.ReadLine()!.Split(' ').Select(int.Parse).ToArray();
        var longs = Console.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToList();
        var words = Console.ReadLine()!.Trim().Split();
        var real = double.Parse(Console.ReadLine()!, CultureInfo.InvariantCulture);
        Console.WriteLine(count + numbers.Length + longs.Count);
        Console.WriteLine(numbers.Sum(static n => (long)n));
        Console.WriteLine(real);
        Console.WriteLine(real.ToString("F2"));
        Console.WriteLine(args.Length == 0 ? "none" : args[0]);
        Console.WriteLine('c');
        Console.WriteLine(true);
        Console.WriteLine();
        Console.Write("a");
        Console.Write(1);
        Console.Write(' ');
        Console.WriteLine("{0} {1:0.000}", count, real);
        Console.WriteLine($"{words[0]}: {count} {real:F1} {longs[0]}");
        Console.WriteLine(string.Join(" ", numbers));
        Console.WriteLine(string.Join(", ", words.Select(static w => w + "!")));
        Console.WriteLine((object)words.Length);
        Console.Error.WriteLine("rehearsed");
        Count(words);
        Order(numbers);
        var rest = Console.In.ReadToEnd();
        Console.WriteLine(rest.Length);
        Console.WriteLine(Console.ReadLine() is null);
        Console.Out.Flush();
    }

    private static void Count(string[] words)
    {
        var counts = new Dictionary<string, int>();
        foreach (var word in words)
        {
            counts[word] = counts.TryGetValue(word, out var before) ? before + 1 : 1;
        }

        foreach (var (word, times) in counts.OrderByDescending(static c => c.Value).ThenBy(static c => c.Key))
        {
            Console.WriteLine($"{word} {times}");
        }
    }

    private static void Order(int[] numbers)
    {
        var sorted = new List<int>(numbers);
        sorted.Sort((a, b) => b.CompareTo(a));
        var text = new StringBuilder();
        foreach (var number in sorted)
        {
            text.Append(number).Append(' ');
        }

        Console.WriteLine(text.ToString().TrimEnd());
        Console.WriteLine(numbers.Max() - numbers.Min());
    }
}
