using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Lab;

/// <summary>Equations in one unknown, undone step by step from the right-hand side. The form with its coefficients is the structure.</summary>
internal sealed class AlgebraFamily : ILabFamily
{
    public string Name => "algebra";

    public string Kind => "math";

    public ILabTask? Draw(SeededRandom random, int level, LabSplit split)
    {
        var factor = random.Next(2, 4);
        var term = random.Next(1, 6);
        var sign = random.Pick("+-".ToCharArray());
        var unknown = random.Next(1, 9);
        var (left, steps) = level switch
        {
            1 when random.Next(0, 1) == 0 => ($"x*{factor}", new[] { new ArithmeticStep(unknown, '*', factor) }),
            1 => ($"x{sign}{term}", [new ArithmeticStep(unknown, sign, term)]),
            2 => (
                $"x*{factor}{sign}{term}",
                [new ArithmeticStep(unknown, '*', factor), new ArithmeticStep(unknown * factor, sign, term)]
            ),
            _ => (
                $"(x{sign}{term})*{factor}",
                [
                    new ArithmeticStep(unknown, sign, term),
                    new ArithmeticStep(new ArithmeticStep(unknown, sign, term).Result, '*', factor),
                ]
            ),
        };
        if (steps.Any(step => step.Result is < 0 or > ArithmeticStep.Most) || !split.Owns(Name, left))
        {
            return null;
        }

        return new AlgebraTask(left, steps);
    }
}

/// <summary>An equation whose left side does <paramref name="steps"/> to x.</summary>
internal sealed class AlgebraTask(string left, IReadOnlyList<ArithmeticStep> steps) : ILabTask
{
    public string Structure => left;

    public Clause Prompt =>
        new($"Solve {left}={Number(steps[^1].Result)} for x.", $"解方程{left}={Number(steps[^1].Result)}。");

    public Problem Gradeable(Problem problem, IDictionary<string, object> metadata) =>
        problem with
        {
            Kind = "math",
            Answer = Number(steps[0].Left),
        };

    public LabSolution Right(SeededRandom random) => Undo(slipped: -1, random);

    public LabSolution Wrong(SeededRandom random) => Undo(random.Next(0, steps.Count - 1), random);

    public LabReconsidered Reconsidered(SeededRandom random, bool slips) =>
        Right(random).CheckedAtItsEnd(slips ? Undo(steps.Count - 1, random).Thought : null);

    private LabSolution Undo(int slipped, SeededRandom random)
    {
        var value = steps[^1].Result;
        var thought = new List<Clause>();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[^(i + 1)];
            var undo = new ArithmeticStep(value, Inverse(step.Sign), step.Right);
            value = Math.Max(0, i == slipped ? undo.Slip(random) : undo.Result);
            thought.Add(undo.Say(value));
        }

        return new LabSolution(thought, Clause.Same(Number(value)));
    }

    private static char Inverse(char sign) =>
        sign switch
        {
            '+' => '-',
            '-' => '+',
            _ => '/',
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
