using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Lab;

/// <summary>
/// Countdown with a C# answer: a program that prints its expression. A special judge in a box of its own reads the
/// expression, so neither the program nor what it claims about the value counts, only the arithmetic.
/// </summary>
internal static class CountdownProgram
{
    private const string Judge = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        var given = File.ReadAllText(args[0]).Split(' ').Select(int.Parse).Order().ToList();
        var target = int.Parse(File.ReadAllText(args[2]));
        var text = File.ReadAllText(args[1]).Replace(" ", "").Trim();
        var used = new List<int>();
        var at = 0;
        if (text.Length is 0 or > 200 || text.Count(c => c == '(') > 20) { return 1; }
        var value = Sum();
        var right = value is { } v && at == text.Length && v.Top == target * v.Bottom && used.Order().SequenceEqual(given);
        Console.WriteLine(right ? "right" : "not the target, or not these numbers");
        return right ? 0 : 1;

        (long Top, long Bottom)? Sum()
        {
            var left = Product();
            while (left is { } a && at < text.Length && text[at] is '+' or '-')
            {
                var sign = text[at++] == '+' ? 1 : -1;
                left = Product() is { } b ? (a.Top * b.Bottom + sign * b.Top * a.Bottom, a.Bottom * b.Bottom) : null;
            }
            return left;
        }
        (long Top, long Bottom)? Product()
        {
            var left = Operand();
            while (left is { } a && at < text.Length && text[at] is '*' or '/')
            {
                var times = text[at++] == '*';
                left = Operand() is not { } b || (!times && b.Top == 0) ? null
                    : times ? (a.Top * b.Top, a.Bottom * b.Bottom) : (a.Top * b.Bottom, a.Bottom * b.Top);
            }
            return left;
        }
        (long Top, long Bottom)? Operand()
        {
            if (at < text.Length && text[at] == '(')
            {
                at++;
                var inner = Sum();
                return at < text.Length && text[at++] == ')' ? inner : null;
            }
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && at - start < 4) { at++; }
            if (at == start) { return null; }
            used.Add(int.Parse(text[start..at]));
            return (used[^1], 1);
        }
        """;

    public static Problem Of(Problem problem, IReadOnlyList<int> numbers, int target) =>
        problem with
        {
            Mode = ProblemMode.Stdin,
            Checker = new CheckerSpec { Type = "special", Source = Judge },
            Tests =
            [
                new ProblemTest
                {
                    Input = string.Join(' ', numbers),
                    Expected = target.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
            ],
        };

    public static string Answer(string expression) => $"```csharp\nConsole.Write(\"{expression}\");\n```";
}
