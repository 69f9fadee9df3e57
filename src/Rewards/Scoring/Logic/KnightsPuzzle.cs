using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Logic;

/// <summary>What form an answer has.</summary>
public enum PuzzleForm
{
    /// <summary>Words or an expression, checked by <see cref="LogicGrader"/>.</summary>
    Answer,

    /// <summary>
    /// C#: a program that prints the answer, judged by its tests (knights and knaves), or an expression (countdown).
    /// </summary>
    CSharp,
}

/// <summary>
/// A knights and knaves puzzle with exactly one solution: knights speak the truth, knaves do not, each person says one thing.
/// </summary>
public sealed class KnightsPuzzle
{
    private readonly IReadOnlyList<KnightsStatement> _statements;

    private KnightsPuzzle(
        IReadOnlyList<string> people,
        IReadOnlyList<KnightsStatement> statements,
        IReadOnlyList<bool> knights
    )
    {
        People = people;
        _statements = statements;
        Knights = knights;
    }

    /// <summary>The most people a puzzle has: its solver tries all possibilities.</summary>
    public const int MaxPeople = 10;

    /// <summary>Who is there.</summary>
    public IReadOnlyList<string> People { get; }

    /// <summary>For each person, whether a knight.</summary>
    public IReadOnlyList<bool> Knights { get; }

    /// <summary>
    /// Makes a puzzle. The same seed and sizes give the same puzzle on every machine.
    /// </summary>
    /// <param name="seed">Which puzzle.</param>
    /// <param name="people">How many people, from 2 to <see cref="MaxPeople"/>.</param>
    /// <param name="difficulty">1: mostly plain claims about one person; 2: claims about two; 3: also conditionals and counts.</param>
    public static KnightsPuzzle Generate(ulong seed, int people, int difficulty)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(people, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people, MaxPeople);
        ArgumentOutOfRangeException.ThrowIfLessThan(difficulty, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(difficulty, 3);
        var random = new SeededRandom(seed, (ulong)((people * 4) + difficulty));
        // About one draw in a few has a single solution, so this ends soon.
        while (true)
        {
            var names = random.Pick(PuzzleNames.All, people);
            var statements = Enumerable.Range(0, people).Select(p => Draw(random, p, people, difficulty)).ToList();
            if (Solve(statements, people) is [var only])
            {
                return new KnightsPuzzle(names, statements, only);
            }
        }
    }

    /// <summary>As a problem.</summary>
    public Problem ToProblem(string id, PuzzleForm form = PuzzleForm.Answer)
    {
        var knights = People.Where((_, i) => Knights[i]).ToList();
        var metadata = JsonSerializer.SerializeToElement(
            new Dictionary<string, object>
            {
                ["puzzle"] = LogicGrader.KnightsAndKnaves,
                ["people"] = People,
                ["knights"] = knights,
            }
        );
        var answer = string.Join('\n', People.Select((p, i) => $"{p} is a {(Knights[i] ? "knight" : "knave")}"));
        return form == PuzzleForm.Answer
            ? new Problem
            {
                Id = id,
                Kind = ProblemKinds.Logic,
                Prompt = Story() + "\nSay of each person, one a line, \"NAME is a knight\" or \"NAME is a knave\".",
                Answer = answer,
                Metadata = metadata,
            }
            : new Problem
            {
                Id = id,
                Prompt =
                    Story()
                    + "\nWrite a C# program that prints for each person, in the order of their statements, a line \"NAME is a knight\" or \"NAME is a knave\".",
                Tests = [new ProblemTest { Input = "", Expected = answer + "\n" }],
                Metadata = metadata,
            };
    }

    /// <summary>Every assignment under which each person's statement is true exactly when that person is a knight.</summary>
    internal static List<bool[]> Solve(IReadOnlyList<KnightsStatement> statements, int people)
    {
        var solutions = new List<bool[]>();
        for (var bits = 0; bits < 1 << people; bits++)
        {
            var knights = new bool[people];
            for (var p = 0; p < people; p++)
            {
                knights[p] = (bits >> p & 1) == 1;
            }

            if (Enumerable.Range(0, people).All(p => statements[p].IsTrue(knights) == knights[p]))
            {
                solutions.Add(knights);
            }
        }

        return solutions;
    }

    private string Story()
    {
        var story = new StringBuilder(
            "On an island everyone is either a knight, who always tells the truth, or a knave, who always lies. You meet "
        );
        story.Append(string.Join(", ", People.SkipLast(1))).Append(" and ").Append(People[^1]).Append(".\n");
        for (var p = 0; p < People.Count; p++)
        {
            story.Append(People[p]).Append(" says: \"").Append(_statements[p].Say(People)).Append(".\"\n");
        }

        return story.ToString();
    }

    private static KnightsStatement Draw(SeededRandom random, int speaker, int people, int difficulty)
    {
        var kind = difficulty == 1 ? random.Next(4) / 3 : random.Next(difficulty == 2 ? 3 : 6);
        return kind switch
        {
            0 => Plain(random, speaker, people),
            1 => new KnightsStatement.Both(Plain(random, speaker, people), Plain(random, -1, people)),
            2 => new KnightsStatement.Either(Plain(random, speaker, people), Plain(random, -1, people)),
            3 => new KnightsStatement.If(Plain(random, speaker, people), Plain(random, -1, people)),
            4 => new KnightsStatement.Iff(Plain(random, speaker, people), Plain(random, -1, people)),
            _ => new KnightsStatement.Exactly(random.Next(people + 1)),
        };
    }

    private static KnightsStatement.Is Plain(SeededRandom random, int notThis, int people)
    {
        var person = notThis < 0 ? random.Next(people) : (notThis + 1 + random.Next(people - 1)) % people;
        return new KnightsStatement.Is(person, random.Next(2) == 1);
    }
}
