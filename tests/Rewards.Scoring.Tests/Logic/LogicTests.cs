using System.Text.Json;
using R1Code.Rewards.Functions;
using R1Code.Rewards.Logic;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Logic;

public sealed class LogicTests
{
    private static readonly Problem Island = Puzzle(
        """{"puzzle":"knights_and_knaves","people":["Zoey","Oliver","Ann-Marie"],"knights":["Oliver"]}"""
    );

    private static readonly Problem Numbers = Puzzle("""{"puzzle":"countdown","numbers":[3,3,8,8],"target":24}""");

    [Theory]
    [InlineData("<answer>(1) Zoey is a knave\n(2) Oliver is a knight\n(3) Ann-Marie is a knave</answer>", 1)]
    [InlineData("<think>hm</think>Zoey is a knave, Oliver is a **knight** and Ann-Marie is a knave.", 1)]
    [InlineData("Zoey: knave; Oliver: knight; Ann-Marie: knave", 1)]
    [InlineData("Zoey是无赖，Oliver是骑士，Ann-Marie是无赖", 1)]
    [InlineData("Zoey is a knight, Oliver is a knight, Ann-Marie is a knave", 0)]
    [InlineData("Zoey is a knave, Oliver is a knight", 0)]
    [InlineData("Zoey is a knave, Zoey is a knight, Oliver is a knight, Ann-Marie is a knave", 0)]
    [InlineData("Zoey is a knave, Oliver is a knight, Oliver is a knight", 0)]
    [InlineData("Zoey is a knave or a knight, Oliver is a knight, Ann-Marie is a knave", 0)]
    [InlineData("Zoey is not a knight, Oliver is a knight, Ann-Marie is a knave", 0)]
    [InlineData("Zoey is a knave, Oliver is a knight, Bob is a knave", 0)]
    [InlineData("<think>Zoey is a knave, Oliver is a knight, Ann-Marie is a knave</think>I do not know.", 0)]
    [InlineData("", 0)]
    public void KnightsAndKnaves_NeedOneRightStatementForEach(string completion, double expected) =>
        Assert.Equal(expected, Score(Island, completion));

    [Theory]
    [InlineData("<answer>8 / (3 - 8 / 3)</answer>", 1)]
    [InlineData("<answer>8/(3-8/3) = 24</answer>", 1)]
    [InlineData("<answer>$8 \\div (3 - 8 \\div 3)$</answer>", 1)]
    [InlineData("So \\boxed{8 ÷ (3 − 8 ÷ 3)}", 1)]
    [InlineData("<answer>```csharp\n8 / (3 - 8 / 3);\n```</answer>", 1)]
    [InlineData("I searched.\nAnswer: 8/(3-8/3)", 1)]
    [InlineData("<answer>8*3</answer>", 0)]
    [InlineData("<answer>8+8+8+3-3</answer>", 0)]
    [InlineData("<answer>24</answer>", 0)]
    [InlineData("<answer>8/(3-8/3) = 24 or 3*8</answer>", 0)]
    [InlineData("<answer>8/(3-8/3) = 24 = 24</answer>", 0)]
    [InlineData("<answer>8/(3-8/3) and more</answer>", 0)]
    [InlineData("<answer>8//3 + 3*8</answer>", 0)]
    [InlineData("<answer>8**3 - 8 - 3</answer>", 0)]
    [InlineData("<answer>3^3 - 8 + 8</answer>", 0)]
    [InlineData("<answer>88 / 33</answer>", 0)]
    [InlineData("<answer>8/(3-8/3)+0</answer>", 0)]
    [InlineData("<answer>-8/(8/3-3)</answer>", 0)]
    [InlineData("<answer>8/(8-8)+3+3</answer>", 0)]
    [InlineData("<answer>8.0/(3-8/3)</answer>", 0)]
    [InlineData("<answer>(8/(3-8/3)</answer>", 0)]
    [InlineData("<think>8/(3-8/3)</think><answer></answer>", 0)]
    public void Countdown_NeedsAnExactExpression(string completion, double expected) =>
        Assert.Equal(expected, Score(Numbers, completion));

    [Fact]
    public void Countdown_IsExact_WhereFloatsAreNot()
    {
        var problem = Puzzle("""{"puzzle":"countdown","numbers":[1,3,3,1],"target":1}""");

        Assert.Equal(1, Score(problem, "<answer>1/3*3*1</answer>"));
    }

    [Fact]
    public void Score_DoesNotApply_ToOtherProblems()
    {
        Assert.Null(Score(new Problem { Id = "p" }, "x"));
        Assert.Null(Score(Puzzle("""{"puzzle":"chess"}"""), "x"));
        Assert.Null(Score(Puzzle("""{"puzzle":"countdown","numbers":["x"],"target":1}"""), "x"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KnightsPuzzles_HaveOneSolution_WhichTheCheckerAccepts(int difficulty)
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var puzzle = KnightsPuzzle.Generate(seed, 2 + (int)(seed % 5), difficulty);
            var problem = puzzle.ToProblem("k");

            Assert.Equal(puzzle.People.Count, puzzle.People.Distinct().Count());
            Assert.Equal(1, Score(problem, $"<answer>{problem.Answer}</answer>"));
            Assert.Equal(0, Score(problem, $"<answer>{Flip(problem.Answer!)}</answer>"));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void CountdownPuzzles_HaveASolution_WhichTheCheckerAccepts(int difficulty)
    {
        for (ulong seed = 0; seed < 12; seed++)
        {
            var puzzle = CountdownPuzzle.Generate(seed, 3 + (int)(seed % 2), difficulty);

            Assert.Equal(1, Score(puzzle.ToProblem("c"), puzzle.Solution));
            Assert.Equal(puzzle.Solution, CountdownPuzzle.Solve(puzzle.Numbers, puzzle.Target));
        }
    }

    [Fact]
    public void CountdownPuzzles_HaveFewerWays_WhenTheyAreHarder()
    {
        double Ways(int difficulty) =>
            Enumerable.Range(0, 10).Average(s => CountdownPuzzle.Generate((ulong)s, 4, difficulty).Ways);

        Assert.True(Ways(1) > Ways(2) && Ways(2) > Ways(3));
    }

    [Fact]
    public void Puzzles_AreTheSame_WhenTheSeedIs()
    {
        Assert.Equal("13, 22, 2, 19", string.Join(", ", CountdownPuzzle.Generate(1, 4, 1).Numbers));
        Assert.Equal(
            KnightsPuzzle.Generate(7, 4, 3).ToProblem("k").Prompt,
            KnightsPuzzle.Generate(7, 4, 3).ToProblem("k").Prompt
        );
        Assert.NotEqual(
            KnightsPuzzle.Generate(7, 4, 3).ToProblem("k").Prompt,
            KnightsPuzzle.Generate(8, 4, 3).ToProblem("k").Prompt
        );
    }

    [Fact]
    public void KnightsPuzzles_BecomePrograms_WithTests()
    {
        var puzzle = KnightsPuzzle.Generate(3, 3, 2);
        var problem = puzzle.ToProblem("k", PuzzleForm.CSharp);

        Assert.Equal((ProblemKinds.Code, ProblemMode.Stdin), (problem.Kind, problem.Mode));
        Assert.Equal(
            3,
            Assert.Single(problem.Tests).Expected!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
        );
    }

    private static string Flip(string answer)
    {
        var first = answer.IndexOf("kn", StringComparison.Ordinal);
        var isKnight = answer.AsSpan(first).StartsWith("knight");
        return answer[..first] + (isKnight ? "knave" : "knight") + answer[(first + (isKnight ? 6 : 5))..];
    }

    private static Problem Puzzle(string metadata) =>
        new()
        {
            Id = "p",
            Kind = "logic",
            Metadata = JsonDocument.Parse(metadata).RootElement,
        };

    private static double? Score(Problem problem, string completion) =>
        new LogicReward().Score([Inputs.Of(completion, problem)])[0];
}
