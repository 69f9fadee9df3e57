using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Lab;

/// <summary>
/// Make a target from two or three small numbers, each used once, by trying. The numbers, whatever their order, are the
/// structure. As code, the answer is a program, judged by the sandbox: see <see cref="CountdownProgram"/>.
/// </summary>
internal sealed class CountdownFamily(LabOptions options) : ILabFamily
{
    public string Name => "countdown";

    public string Kind => options.CountdownAsCode ? "code" : "logic";

    public ILabTask? Draw(SeededRandom random, int level, LabSplit split)
    {
        var most = options.CountdownMost ?? (level < 3 ? 6 : 9);
        var numbers = Enumerable.Range(0, level == 1 ? 2 : 3).Select(_ => random.Next(1, most)).ToList();
        var all = CountdownTry.All(numbers);
        if (all.Count == 0)
        {
            return null;
        }

        var target = random.Pick(all).Value;
        var task = new CountdownTask(numbers, target, all, options.CountdownAsCode);
        return target > 0 && split.Owns(Name, task.Structure) ? task : null;
    }
}

/// <summary>One way to combine the numbers, from the left to the right.</summary>
internal sealed record CountdownTry(IReadOnlyList<ArithmeticStep> Steps)
{
    public int Value => Steps[^1].Result;

    public string Expression
    {
        get
        {
            var text = Number(Steps[0].Left);
            for (var i = 0; i < Steps.Count; i++)
            {
                text = i == 0 ? text : $"({text})";
                text += $"{Steps[i].Sign}{Number(Steps[i].Right)}";
            }

            return text;
        }
    }

    /// <summary>Every order of the numbers with every sign, within the values of the world.</summary>
    public static IReadOnlyList<CountdownTry> All(IReadOnlyList<int> numbers)
    {
        var found = new List<CountdownTry>();
        Extend([], numbers[0], [.. numbers.Skip(1)]);
        for (var i = 1; i < numbers.Count; i++)
        {
            Extend([], numbers[i], [.. numbers.Where((_, j) => j != i)]);
        }

        return [.. found.DistinctBy(one => one.Expression, StringComparer.Ordinal)];

        void Extend(List<ArithmeticStep> steps, int value, List<int> left)
        {
            if (left.Count == 0)
            {
                found.Add(new CountdownTry([.. steps]));
                return;
            }

            for (var i = 0; i < left.Count; i++)
            {
                foreach (var sign in "+-*")
                {
                    var step = new ArithmeticStep(value, sign, left[i]);
                    if (step.Result is >= 0 and <= ArithmeticStep.Most)
                    {
                        Extend([.. steps, step], step.Result, [.. left.Where((_, j) => j != i)]);
                    }
                }
            }
        }
    }

    /// <summary>The try with its verdict. <paramref name="claimed"/> is what the last step is said to give.</summary>
    public Clause Say(int claimed, bool right)
    {
        var steps = Steps.Select((step, i) => step.Written(i == Steps.Count - 1 ? claimed : step.Result));
        var written = string.Join(' ', steps);
        return new Clause($"try {written} {(right ? "yes" : "no")}", $"试{written}{(right ? "对" : "不")}");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Numbers and a target.</summary>
internal sealed class CountdownTask(
    IReadOnlyList<int> numbers,
    int target,
    IReadOnlyList<CountdownTry> tries,
    bool asCode
) : ILabTask
{
    private readonly List<CountdownTry> _hits = [.. tries.Where(one => one.Value == target)];
    private readonly List<CountdownTry> _misses = [.. tries.Where(one => one.Value != target)];

    public string Structure => string.Join(' ', numbers.Order());

    public Clause Prompt =>
        new(
            $"Use {string.Join(", ", numbers)} once each to make {Target}.",
            $"用{string.Join("、", numbers)}各一次得到{Target}。"
        );

    public Problem Gradeable(Problem problem, IDictionary<string, object> metadata)
    {
        metadata["puzzle"] = "countdown";
        metadata["numbers"] = numbers;
        metadata["target"] = target;
        return asCode
            ? CountdownProgram.Of(problem, numbers, target)
            : problem with
            {
                Kind = "logic",
                Answer = _hits[0].Expression,
            };
    }

    public LabSolution Right(SeededRandom random)
    {
        var thought = Misses(random, random.Next(0, 2)).Select(one => one.Say(one.Value, right: false)).ToList();
        var hit = random.Pick(_hits);
        thought.Add(hit.Say(target, right: true));
        return new LabSolution(thought, Answer(hit));
    }

    // Gives up with a try that misses, or talks itself into one.
    public LabSolution Wrong(SeededRandom random)
    {
        var misses = Misses(random, random.Next(1, 2));
        if (misses.Count == 0)
        {
            return Right(random);
        }

        var thought = misses.SkipLast(1).Select(one => one.Say(one.Value, right: false)).ToList();
        thought.Add(misses[^1].Say(random.Next(0, 1) == 0 ? target : misses[^1].Value, right: true));
        return new LabSolution(thought, Answer(misses[^1]));
    }

    public LabReconsidered Reconsidered(SeededRandom random, bool slips)
    {
        if (!slips || _misses.Count == 0)
        {
            return Right(random).CheckedAtItsEnd();
        }

        var miss = random.Pick(_misses);
        var hit = random.Pick(_hits);
        return new LabReconsidered(
            [miss.Say(target, right: true)],
            [miss.Say(miss.Value, right: false), hit.Say(target, right: true)],
            Answer(hit)
        );
    }

    private string Target => target.ToString(CultureInfo.InvariantCulture);

    private Clause Answer(CountdownTry one) =>
        Clause.Same(asCode ? CountdownProgram.Answer(one.Expression) : one.Expression);

    private List<CountdownTry> Misses(SeededRandom random, int count)
    {
        var order = _misses.ToList();
        random.Shuffle(order);
        return [.. order.Take(count)];
    }
}
