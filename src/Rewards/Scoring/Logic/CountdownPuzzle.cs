using System.Text.Json;
using R1Code.Rewards.Numbers;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Logic;

/// <summary>
/// A countdown puzzle that has a solution: make the target from all the numbers, each used once, with + − × ÷.
/// </summary>
public sealed class CountdownPuzzle
{
    private CountdownPuzzle(IReadOnlyList<long> numbers, long target, string solution, int ways)
    {
        Numbers = numbers;
        Target = target;
        Solution = solution;
        Ways = ways;
    }

    /// <summary>The most numbers a puzzle has: its solver tries all expressions.</summary>
    public const int MaxNumbers = 5;

    /// <summary>What is given.</summary>
    public IReadOnlyList<long> Numbers { get; }

    /// <summary>What is to be made.</summary>
    public long Target { get; }

    /// <summary>One expression that makes it.</summary>
    public string Solution { get; }

    /// <summary>In how many ways the solver's last step reaches the target: few make a puzzle hard.</summary>
    public int Ways { get; }

    /// <summary>Makes a puzzle. The same seed and sizes give the same puzzle on every machine.</summary>
    /// <param name="seed">Which puzzle.</param>
    /// <param name="numbers">How many numbers, from 2 to <see cref="MaxNumbers"/>.</param>
    /// <param name="difficulty">1: a target many ways lead to; 2: a middling one; 3: one of those that fewest ways lead to.</param>
    public static CountdownPuzzle Generate(ulong seed, int numbers, int difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numbers, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers, MaxNumbers);
        ArgumentOutOfRangeException.ThrowIfLessThan(difficulty, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(difficulty, 3);
        var random = new SeededRandom(seed, (ulong)((numbers * 4) + difficulty));
        while (true)
        {
            var given = Enumerable.Range(0, numbers).Select(_ => (long)(1 + random.Next(25))).ToList();
            var reached = CountdownSolver
                .Reach(given)
                .Where(r => r.Key.Denominator.IsOne && r.Key.Numerator > 9 && r.Key.Numerator < 1000)
                .OrderByDescending(r => r.Value.Ways)
                .ThenBy(r => r.Key.Numerator)
                .ToList();
            if (reached.Count < 3)
            {
                continue;
            }

            var third = reached.Count / 3;
            var (value, found) = reached[((difficulty - 1) * third) + random.Next(third)];
            return new CountdownPuzzle(given, (long)value.Numerator, found.Expression, found.Ways);
        }
    }

    /// <summary>Whether any expression over all the numbers makes the target, and one that does.</summary>
    public static string? Solve(IReadOnlyList<long> numbers, long target) =>
        CountdownSolver.Reach(numbers).TryGetValue(Rational.Of(target), out var found) ? found.Expression : null;

    /// <summary>As a problem.</summary>
    public Problem ToProblem(string id, PuzzleForm form = PuzzleForm.Answer)
    {
        var task =
            $"Use the numbers {string.Join(", ", Numbers)}, each exactly once, with +, -, *, / and parentheses to make {Target}.";
        var metadata = JsonSerializer.SerializeToElement(
            new Dictionary<string, object>
            {
                ["puzzle"] = LogicGrader.Countdown,
                ["numbers"] = Numbers,
                ["target"] = Target,
            }
        );
        var how =
            form == PuzzleForm.Answer
                ? " Answer with the expression alone."
                : " Answer with a C# expression over exact numbers in a ```csharp code block.";
        return new Problem
        {
            Id = id,
            Kind = ProblemKinds.Logic,
            Prompt = task + how,
            Answer = Solution,
            Metadata = metadata,
        };
    }
}

/// <summary>All values that expressions over all of some numbers have, with one expression for each.</summary>
internal static class CountdownSolver
{
    /// <summary>Value to expression; how many pairs of parts lead to it.</summary>
    public static Dictionary<Rational, (string Expression, int Ways)> Reach(IReadOnlyList<long> numbers)
    {
        var all = (1 << numbers.Count) - 1;
        var reach = new Dictionary<Rational, (string Expression, int Ways)>[all + 1];
        for (var set = 1; set <= all; set++)
        {
            var values = reach[set] = [];
            if (int.IsPow2(set))
            {
                var n = numbers[int.TrailingZeroCount(set)];
                values[Rational.Of(n)] = (n.ToString(System.Globalization.CultureInfo.InvariantCulture), 1);
                continue;
            }

            for (var left = (set - 1) & set; left > 0; left = (left - 1) & set)
            {
                Combine(reach[left], reach[set & ~left], values);
            }
        }

        return reach[all];
    }

    private static void Combine(
        Dictionary<Rational, (string Expression, int Ways)> lefts,
        Dictionary<Rational, (string Expression, int Ways)> rights,
        Dictionary<Rational, (string Expression, int Ways)> values
    )
    {
        foreach (var (a, (left, _)) in lefts)
        {
            foreach (var (b, (right, _)) in rights)
            {
                Add(a + b, left, "+", right);
                Add(a - b, left, "-", right);
                Add(a * b, left, "*", right);
                Add(a.Over(b), left, "/", right);
            }
        }

        void Add(Rational? value, string left, string sign, string right)
        {
            if (value is not { } v)
            {
                return;
            }

            values[v] = values.TryGetValue(v, out var known)
                ? (known.Expression, known.Ways + 1)
                : ($"({left} {sign} {right})", 1);
        }
    }
}
