using R1Code.Rewards;
using R1Code.Rewards.Functions;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Lab;
using R1Code.Trainer.Pipeline;

namespace R1Code.Trainer.Core.Tests.Lab;

public sealed class LabWorldTests
{
    private const int Draws = 600;

    private static readonly LabWorld World = new(new LabOptions { Seed = 5 });

    [Fact]
    public void Splits_ShareNoStructureOfAnyFamily()
    {
        var train = Structures(KataSplit.Train);
        var heldOut = Structures(KataSplit.HeldOut);

        Assert.Empty(train.Intersect(heldOut));
        Assert.Equal(5, heldOut.Select(structure => structure.Family).Distinct().Count());
        Assert.Equal(5, train.Select(structure => structure.Family).Distinct().Count());
    }

    [Fact]
    public void At_DependsOnSeedSplitAndIndexOnly()
    {
        var again = new LabWorld(new LabOptions { Seed = 5 });
        var other = new LabWorld(new LabOptions { Seed = 6 });

        Assert.Equal(Prompts(World), Prompts(again));
        Assert.NotEqual(Prompts(World), Prompts(other));

        static List<string> Prompts(LabWorld world) =>
            [.. Enumerable.Range(1000, 50).Select(i => world.At(KataSplit.Train, i).Problem.Prompt)];
    }

    [Fact]
    public void HeldOut_HasNoPromptTwice_AndEveryKindInBothLanguages()
    {
        var problems = World.HeldOut(120);

        Assert.Equal(120, problems.Select(problem => problem.Prompt).Distinct().Count());
        Assert.Equal(6, problems.Select(problem => (problem.Kind, Field(problem, "language"))).Distinct().Count());
    }

    [Fact]
    public void ReadableDemonstrations_AreRightWellFormedAndInThePromptsLanguage()
    {
        var shown = World.Demonstrations(0, Draws, new NoiseOptions(), kinds: null).ToList();

        for (var i = 0; i < Draws; i++)
        {
            var problem = World.Train(i, null);
            var scores = Score(problem, shown[i].Completion);
            Assert.Equal(problem.Prompt, shown[i].Prompt);
            Assert.True(scores["format"] == 1, shown[i].Completion);
            Assert.True(scores["language_consistency"] == 1, $"{problem.Prompt} => {shown[i].Completion}");
            Assert.True(
                problem.Kind == "code" || scores[problem.Kind] == 1,
                $"{problem.Prompt} => {shown[i].Completion}"
            );
        }
    }

    [Fact]
    public void SecondThoughts_LeaveTheAnswerRight()
    {
        var noise = new NoiseOptions { SecondThoughts = 1 };
        var shown = World.Demonstrations(0, 200, noise, ["math", "logic"]).ToList();

        Assert.All(
            shown,
            one =>
                Assert.True(
                    one.Completion.Contains("wait", StringComparison.Ordinal)
                        || one.Completion.Contains("等等", StringComparison.Ordinal)
                )
        );
        Assert.All(
            shown.Select((one, i) => (one, Problem: World.Train(i, ["math", "logic"]))),
            pair => Assert.Equal(1, Score(pair.Problem, pair.one.Completion)[pair.Problem.Kind])
        );
    }

    [Fact]
    public void SecondThoughts_MakeGoodWhatWasWrong()
    {
        var noise = new NoiseOptions { Wrong = 1, SecondThoughts = 1 };
        var shown = World.Demonstrations(0, 200, noise, ["math", "logic"]).ToList();

        Assert.All(
            shown.Select((one, i) => (one, Problem: World.Train(i, ["math", "logic"]))),
            pair => Assert.Equal(1, Score(pair.Problem, pair.one.Completion)[pair.Problem.Kind])
        );
    }

    [Fact]
    public void WrongInChinese_IsTheShareOfThoughtsInChinese()
    {
        var noise = new NoiseOptions
        {
            Wrong = 1,
            WrongInChinese = 0,
            Foreign = 0.5,
        };
        var shown = World.Demonstrations(0, Draws, noise, ["math"]).ToList();

        var right = shown
            .Select(
                (one, i) => (Chinese: one.Completion.Contains('。'), IsRight(World.Train(i, ["math"]), one.Completion))
            )
            .ToLookup(pair => pair.Chinese, pair => pair.Item2);

        // A slip may be lost again: 13 / 3 is 4, as 12 / 3 is.
        Assert.All(right[true], Assert.True);
        Assert.InRange(right[false].Count(one => one), 0, right[false].Count() / 8);
    }

    [Theory]
    [InlineData("en", ". wait, ")]
    [InlineData("zh", "。等等，")]
    public void SecondThoughts_StandWhereOneCanBeForced(string language, string between)
    {
        var world = new LabWorld(new LabOptions { Seed = 5, Languages = [language] });

        var shown = world.Demonstrations(0, 100, new NoiseOptions { SecondThoughts = 1 }, kinds: null);

        Assert.All(shown, one => Assert.Contains(between, one.Completion, StringComparison.Ordinal));
    }

    [Fact]
    public void HeldOutChains_AreNew_TheirStepsAreNot()
    {
        var train = Chains(KataSplit.Train);
        var heldOut = Chains(KataSplit.HeldOut);

        Assert.Empty(heldOut.Intersect(train));
        Assert.Empty(heldOut.SelectMany(Steps).Except(train.SelectMany(Steps)));

        static HashSet<string> Chains(KataSplit split) =>
            [
                .. Enumerable
                    .Range(0, 2 * Draws)
                    .Select(i => World.At(split, i, ["math"]).Problem)
                    .Where(problem => Field(problem, "family") == "arithmetic")
                    .Select(problem => Field(problem, "structure")),
            ];

        // Each is a sign and a digit.
        static IEnumerable<string> Steps(string chain) => chain.Chunk(2).Select(step => new string(step));
    }

    [Fact]
    public void WrongDemonstrations_AreHardlyEverRight()
    {
        var shown = World.Demonstrations(0, Draws, new NoiseOptions { Wrong = 1 }, ["math", "logic"]).ToList();

        var right = shown.Where((one, i) => IsRight(World.Train(i, ["math", "logic"]), one.Completion)).Count();

        Assert.InRange(right, 0, Draws / 8);
    }

    [Theory]
    [InlineData("mixed")]
    [InlineData("foreign")]
    [InlineData("malformed")]
    public void Noise_DoesWhatItsNameSays(string name)
    {
        var noise = name switch
        {
            "mixed" => new NoiseOptions { Mixed = 1 },
            "foreign" => new NoiseOptions { Foreign = 1 },
            _ => new NoiseOptions { Malformed = 1 },
        };
        var shown = World.Demonstrations(0, 200, noise, kinds: null).ToList();
        var scores = shown.Select((one, i) => Score(World.Train(i, null), one.Completion)).ToList();

        switch (name)
        {
            case "mixed":
                Assert.InRange(scores.Average(score => score["language_consistency"]!.Value), 0.3, 0.7);
                break;
            case "foreign":
                Assert.All(scores, score => Assert.Equal(0, score["language_consistency"]));
                break;
            default:
                Assert.All(scores, score => Assert.Equal(0, score["format"]));
                break;
        }
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData(12, 12)]
    public void CountdownMost_IsTheLargestNumberGiven(int? most, int largest)
    {
        var world = new LabWorld(
            new LabOptions
            {
                Code = 0,
                Arithmetic = 0,
                Algebra = 0,
                Knights = 0,
                CountdownMost = most,
            }
        );

        var numbers = Enumerable
            .Range(0, Draws)
            .SelectMany(i => Field(world.Train(i, null), "structure").Split(' '))
            .Select(int.Parse);

        Assert.Equal(largest, numbers.Max());
    }

    [Fact]
    public void Kinds_NarrowTheStream()
    {
        var kinds = Enumerable.Range(0, 100).Select(i => World.Train(i, ["logic"]).Kind).Distinct();

        Assert.Equal(["logic"], kinds);
    }

    [Fact]
    public void Knights_HaveOneSolution_ThatTheGoldAnswerNames()
    {
        var problems = Enumerable
            .Range(0, Draws)
            .Select(i => World.At(KataSplit.Train, i, ["logic"]).Problem)
            .Where(problem => Field(problem, "family") == "knights")
            .ToList();

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.True(IsRight(problem, $"<answer>{problem.Answer}</answer>")));
    }

    private static HashSet<(string Family, string Structure)> Structures(KataSplit split) =>
        [
            .. Enumerable
                .Range(0, Draws)
                .Select(i => World.At(split, i).Problem)
                .Select(problem => (Field(problem, "family"), Field(problem, "structure"))),
        ];

    private static string Field(Problem problem, string name) => problem.Metadata!.Value.GetProperty(name).GetString()!;

    private static bool IsRight(Problem problem, string completion) => Score(problem, completion)[problem.Kind] == 1;

    private static Dictionary<string, double?> Score(Problem problem, string completion)
    {
        IRewardFunction[] functions =
        [
            new MathReward(),
            new LogicReward(),
            new FormatReward(new FormatRewardOptions()),
            new LanguageConsistencyReward(new LanguageConsistencyOptions()),
        ];
        var input = new RewardInput { Problem = problem, Completion = completion };
        return functions.ToDictionary(function => function.Name, function => function.Score([input])[0]);
    }
}
