using System.Globalization;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Katas;

namespace R1Code.Trainer.Lab;

/// <summary>C# katas over an integer, of one step a level. Which compositions are held out is the kata generator's affair.</summary>
internal sealed class KataFamily : ILabFamily
{
    private readonly IReadOnlyList<(KataGenerator English, KataGenerator Chinese)> _byLevel;

    public KataFamily(LabOptions options)
    {
        _byLevel =
        [
            .. Enumerable
                .Range(0, options.LevelWeights.Count)
                .Select(level => (Generator(options, level, "en"), Generator(options, level, "zh"))),
        ];
    }

    public string Name => "kata";

    public string Kind => "code";

    // Two generators that differ in their language only draw the same chain and tests at the same place.
    public ILabTask Draw(SeededRandom random, int level, LabSplit split)
    {
        var place = (long)(random.NextUInt64() >> 8);
        var (english, chinese) = _byLevel[level - 1];
        return new KataTask(english.At(split.Wanted, place), chinese.At(split.Wanted, place));
    }

    private static KataGenerator Generator(LabOptions options, int level, string language) =>
        new(
            new KataOptions
            {
                Seed = options.Seed,
                LevelWeights = [.. Enumerable.Range(0, level + 1).Select(i => i == level ? 1.0 : 0.0)],
                Languages = [language],
                Inputs = ["integer"],
                HeldOutShare = options.HeldOutShare,
                Tests = options.Tests,
            }
        );
}

/// <summary>One kata in both languages.</summary>
internal sealed class KataTask(Kata english, Kata chinese) : ILabTask
{
    public string Structure => english.Level == 1 ? english.Program : english.Structure;

    public Clause Prompt => new(english.Problem.Prompt, chinese.Problem.Prompt);

    public Problem Gradeable(Problem problem, IDictionary<string, object> metadata) =>
        english.Problem with
        {
            Id = problem.Id,
            Prompt = problem.Prompt,
        };

    public LabSolution Right(SeededRandom random) => Answered(english.Reference);

    public LabSolution Wrong(SeededRandom random)
    {
        var code = random.Next(0, 2) switch
        {
            0 => english.Reference.Replace(";", "", StringComparison.Ordinal),
            1 => WithOtherDigit(random),
            _ => WithOtherSign(),
        };
        return Answered(code);
    }

    // The thought of a kata names its steps; mistakes are made in the code, which is written once.
    public LabReconsidered Reconsidered(SeededRandom random, bool slips) => Right(random).CheckedAtItsEnd();

    private LabSolution Answered(string code) => new(Thought(), Clause.Same($"```csharp\n{code}\n```"));

    private List<Clause> Thought() =>
        [
            .. english
                .Thought.TrimEnd('.')
                .Split(", then ")
                .Zip(chinese.Thought.TrimEnd('。').Split("，再"), (e, c) => new Clause(e, c)),
        ];

    private string WithOtherDigit(SeededRandom random)
    {
        var code = english.Reference.ToCharArray();
        var digits = Enumerable.Range(0, code.Length).Where(i => char.IsAsciiDigit(code[i])).ToList();
        if (digits.Count == 0)
        {
            return WithOtherSign();
        }

        var at = random.Pick(digits);
        code[at] = ((code[at] - '0' + random.Next(1, 9)) % 10).ToString(CultureInfo.InvariantCulture)[0];
        return new string(code);
    }

    private string WithOtherSign()
    {
        (string From, string To)[] swaps =
        [
            (" + ", " - "),
            (" - ", " + "),
            (" * ", " + "),
            ("Max", "Min"),
            ("x", "-x"),
        ];
        var (from, to) = swaps.First(swap => english.Reference.Contains(swap.From, StringComparison.Ordinal));
        var body = english.Reference.IndexOf("=>", StringComparison.Ordinal);
        var changed = english.Reference[body..].Replace(from, to, StringComparison.Ordinal);
        return english.Reference[..body] + changed;
    }
}
