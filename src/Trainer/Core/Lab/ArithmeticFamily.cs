using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Lab;

/// <summary>A chain of additions, subtractions and multiplications, worked out step by step. The operations with their operands, in their
/// order, are its structure: a held-out chain is new, its parts are not.</summary>
internal sealed class ArithmeticFamily : ILabFamily
{
    public string Name => "arithmetic";

    public string Kind => "math";

    public ILabTask? Draw(SeededRandom random, int level, LabSplit split)
    {
        var start = random.Next(1, 9);
        var value = start;
        var steps = new List<ArithmeticStep>();
        for (var i = 0; i <= level; i++)
        {
            var sign = random.Pick("+-*".ToCharArray());
            var operand = sign == '*' ? random.Next(2, 3) : random.Next(1, 5);
            var step = new ArithmeticStep(value, sign, operand);
            if (step.Result is < 0 or > ArithmeticStep.Most)
            {
                return null;
            }

            steps.Add(step);
            value = step.Result;
        }

        var task = new ArithmeticTask(start, steps);
        return split.Owns(Name, task.Structure) ? task : null;
    }
}

/// <summary>One step of written arithmetic.</summary>
/// <param name="Left">The value before.</param>
/// <param name="Sign">One of + - * /.</param>
/// <param name="Right">The operand.</param>
internal sealed record ArithmeticStep(int Left, char Sign, int Right)
{
    /// <summary>
    /// The largest value of the world: small, so that a small model can know all single steps, and what is left to learn is
    /// which steps to take.
    /// </summary>
    public const int Most = 20;

    public int Result =>
        Sign switch
        {
            '+' => Left + Right,
            '-' => Left - Right,
            '*' => Left * Right,
            _ => Left / Right,
        };

    /// <summary>The step with a result that may not be its own.</summary>
    public Clause Say(int result) => new($"then {Written(result)}", $"再{Written(result)}");

    /// <summary>The step as a formula.</summary>
    public string Written(int result) => string.Create(CultureInfo.InvariantCulture, $"{Left}{Sign}{Right}={result}");

    /// <summary>A result that is near the right one, as mistakes are.</summary>
    public int Slip(SeededRandom random) => Math.Max(0, Result + random.Pick([-2, -1, 1, 2]));
}

/// <summary>A chain of steps from a start.</summary>
internal sealed class ArithmeticTask(int start, IReadOnlyList<ArithmeticStep> steps) : ILabTask
{
    public string Structure => string.Concat(steps.Select(step => $"{step.Sign}{Number(step.Right)}"));

    public Clause Prompt =>
        new(
            $"Start with {Number(start)}, {string.Join(", ", steps.Select(English))}. Result?",
            $"从{Number(start)}开始，{string.Join("，", steps.Select(Chinese))}。结果？"
        );

    public Problem Gradeable(Problem problem, IDictionary<string, object> metadata) =>
        problem with
        {
            Kind = "math",
            Answer = Number(steps[^1].Result),
        };

    public LabSolution Right(SeededRandom random) => Follow(steps.Select(step => step.Result).ToList());

    public LabSolution Wrong(SeededRandom random) => Slipped(random.Next(0, steps.Count - 1), random);

    public LabReconsidered Reconsidered(SeededRandom random, bool slips) =>
        Right(random).CheckedAtItsEnd(slips ? Slipped(steps.Count - 1, random).Thought : null);

    private LabSolution Slipped(int slipped, SeededRandom random)
    {
        var results = new List<int>();
        var value = start;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i] with { Left = value };
            value = i == slipped ? step.Slip(random) : Math.Max(0, step.Result);
            results.Add(value);
        }

        return Follow(results);
    }

    private LabSolution Follow(List<int> results)
    {
        var value = start;
        var thought = new List<Clause>();
        for (var i = 0; i < steps.Count; i++)
        {
            thought.Add((steps[i] with { Left = value }).Say(results[i]));
            value = results[i];
        }

        return new LabSolution(thought, Clause.Same(Number(value)));
    }

    private static string English(ArithmeticStep step) =>
        step.Sign switch
        {
            '+' => $"add {Number(step.Right)}",
            '-' => $"subtract {Number(step.Right)}",
            _ => $"multiply by {Number(step.Right)}",
        };

    private static string Chinese(ArithmeticStep step) =>
        step.Sign switch
        {
            '+' => $"加{Number(step.Right)}",
            '-' => $"减{Number(step.Right)}",
            _ => $"乘{Number(step.Right)}",
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
