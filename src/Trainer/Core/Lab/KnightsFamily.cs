using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Lab;

/// <summary>
/// Knights and knaves with two people, tried case by case. What the two claim, without their names, is the structure.
/// Knights speak the truth, knaves do not; each puzzle has exactly one solution.
/// </summary>
internal sealed class KnightsFamily : ILabFamily
{
    // Single letters are no words of any language, so names do not count for language consistency.
    private static readonly string[] Names = ["P", "Q"];

    public string Name => "knights";

    public string Kind => "logic";

    public ILabTask? Draw(SeededRandom random, int level, LabSplit split)
    {
        var kinds = level == 1 ? 4 : KnightsClaim.All.Count;
        var claims = new[] { KnightsClaim.All[random.Next(0, kinds - 1)], KnightsClaim.All[random.Next(0, kinds - 1)] };
        var task = new KnightsTask(Names, claims);
        return task.Solutions.Count == 1 && split.Owns(Name, task.Structure) ? task : null;
    }
}

/// <summary>Something one of two people says about the other or about both.</summary>
/// <param name="Key">Its name in structures.</param>
/// <param name="English">{o} is the other person.</param>
/// <param name="Chinese">As <paramref name="English"/>.</param>
/// <param name="IsTrue">Whether it holds, by whether the speaker and the other are knights.</param>
internal sealed record KnightsClaim(string Key, string English, string Chinese, Func<bool, bool, bool> IsTrue)
{
    /// <summary>All claims, the simple ones first.</summary>
    public static IReadOnlyList<KnightsClaim> All { get; } =
    [
        new("knight", "{o} is a knight", "{o}是骑士", (_, other) => other),
        new("knave", "{o} is a knave", "{o}是无赖", (_, other) => !other),
        new("alike", "we are alike", "我们同类", (self, other) => self == other),
        new("differ", "we differ", "我们不同", (self, other) => self != other),
        new("both-knights", "both are knights", "都是骑士", (self, other) => self && other),
        new("both-knaves", "both are knaves", "都是无赖", (self, other) => !self && !other),
        new("some-knave", "some are knaves", "有人是无赖", (self, other) => !self || !other),
        new("some-knight", "some are knights", "有人是骑士", (self, other) => self || other),
    ];
}

/// <summary>Two people and what they say.</summary>
internal sealed class KnightsTask(string[] names, KnightsClaim[] claims) : ILabTask
{
    private static readonly (bool First, bool Second)[] Cases =
    [
        (true, true),
        (true, false),
        (false, true),
        (false, false),
    ];

    public string Structure => $"{claims[0].Key},{claims[1].Key}";

    public IReadOnlyList<(bool First, bool Second)> Solutions => [.. Cases.Where(Fits)];

    public Clause Prompt =>
        new(
            $"Knights and knaves. {names[0]} says {English(0)}. {names[1]} says {English(1)}.",
            $"骑士与无赖。{names[0]}说{Chinese(0)}。{names[1]}说{Chinese(1)}。"
        );

    public Problem Gradeable(Problem problem, IDictionary<string, object> metadata)
    {
        var (first, second) = Solutions[0];
        metadata["puzzle"] = "knights_and_knaves";
        metadata["people"] = names;
        metadata["knights"] = new[] { (first, names[0]), (second, names[1]) }
            .Where(person => person.Item1)
            .Select(person => person.Item2)
            .ToArray();
        return problem with { Kind = "logic", Answer = Answer(Solutions[0]).English };
    }

    public LabSolution Right(SeededRandom random)
    {
        var thought = new List<Clause>();
        foreach (var one in Shuffled(random))
        {
            thought.Add(Try(one, Truth(one), Fits(one)));
            if (Fits(one))
            {
                break;
            }
        }

        return new LabSolution(thought, Answer(Solutions[0]));
    }

    // A case that does not fit is taken for one that does, or a claim is misjudged.
    public LabSolution Wrong(SeededRandom random)
    {
        var order = Shuffled(random).Where(one => !Fits(one)).ToList();
        var tries = random.Next(1, order.Count);
        var thought = order.Take(tries - 1).Select(one => Try(one, Truth(one), fits: false)).ToList();
        var taken = order[tries - 1];
        thought.Add(Try(taken, random.Next(0, 1) == 0 ? Truth(taken) : taken, fits: true));
        return new LabSolution(thought, Answer(taken));
    }

    public LabReconsidered Reconsidered(SeededRandom random, bool slips)
    {
        if (!slips)
        {
            return Right(random).CheckedAtItsEnd();
        }

        var taken = Shuffled(random).First(one => !Fits(one));
        return new LabReconsidered(
            [Try(taken, taken, fits: true)],
            [Try(taken, Truth(taken), fits: false), Try(Solutions[0], Solutions[0], fits: true)],
            Answer(Solutions[0])
        );
    }

    private static List<(bool First, bool Second)> Shuffled(SeededRandom random)
    {
        var order = Cases.ToList();
        random.Shuffle(order);
        return order;
    }

    private bool Fits((bool First, bool Second) one) => Truth(one) == one;

    private (bool First, bool Second) Truth((bool First, bool Second) one) =>
        (claims[0].IsTrue(one.First, one.Second), claims[1].IsTrue(one.Second, one.First));

    private Clause Try((bool First, bool Second) one, (bool First, bool Second) truth, bool fits) =>
        new(
            $"try {names[0]} {Kind(one.First)} {names[1]} {Kind(one.Second)}: "
                + $"{(truth.First ? "true" : "false")} {(truth.Second ? "true" : "false")} {(fits ? "yes" : "no")}",
            $"试{names[0]}{KindChinese(one.First)}{names[1]}{KindChinese(one.Second)}："
                + $"{(truth.First ? "真" : "假")}{(truth.Second ? "真" : "假")}{(fits ? "对" : "不")}"
        );

    private Clause Answer((bool First, bool Second) one) =>
        new(
            $"{names[0]} is a {Kind(one.First)}, {names[1]} is a {Kind(one.Second)}",
            $"{names[0]}是{KindChinese(one.First)}，{names[1]}是{KindChinese(one.Second)}"
        );

    private string English(int speaker) =>
        claims[speaker].English.Replace("{o}", names[1 - speaker], StringComparison.Ordinal);

    private string Chinese(int speaker) =>
        claims[speaker].Chinese.Replace("{o}", names[1 - speaker], StringComparison.Ordinal);

    private static string Kind(bool knight) => knight ? "knight" : "knave";

    private static string KindChinese(bool knight) => knight ? "骑士" : "无赖";
}
