using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Katas;

namespace R1Code.Trainer.Lab;

/// <summary>A way to draw tasks of one sort.</summary>
internal interface ILabFamily
{
    /// <summary>Its name in metadata and reports.</summary>
    string Name { get; }

    /// <summary><c>code</c>, <c>math</c> or <c>logic</c>.</summary>
    string Kind { get; }

    /// <summary>A task of a level for a split; null where this draw belongs to the other split or has no solution.</summary>
    ILabTask? Draw(SeededRandom random, int level, LabSplit split);
}

/// <summary>One task: everything about it that does not depend on a language.</summary>
internal interface ILabTask
{
    /// <summary>What the train and the held-out set never share.</summary>
    string Structure { get; }

    /// <summary>The question, in both languages.</summary>
    Clause Prompt { get; }

    /// <summary>Adds what a grader needs: tests, gold answer or puzzle.</summary>
    Problem Gradeable(Problem problem, IDictionary<string, object> metadata);

    /// <summary>A thought that leads to a right answer.</summary>
    LabSolution Right(SeededRandom random);

    /// <summary>A thought with a mistake, and what follows from it.</summary>
    LabSolution Wrong(SeededRandom random);

    /// <summary>A thought whose end is gone over once more, and so comes out right.</summary>
    /// <param name="random">Draws the thought.</param>
    /// <param name="slips">Whether the end was wrong at first.</param>
    LabReconsidered Reconsidered(SeededRandom random, bool slips);
}

/// <summary>Text that says the same in both languages.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal sealed record Clause(string English, string Chinese)
{
    /// <summary>Text that is the same in every language.</summary>
    public static Clause Same(string text) => new(text, text);

    /// <summary>In the language named <c>en</c> or <c>zh</c>.</summary>
    public string In(string language) => language == "zh" ? Chinese : English;
}

/// <summary>A thought, clause by clause, and its answer.</summary>
/// <param name="Thought">In the order of thinking.</param>
/// <param name="Answer">What is answered.</param>
internal sealed record LabSolution(IReadOnlyList<Clause> Thought, Clause Answer)
{
    /// <summary>This thought, or another in its place, and behind it its own last clause again.</summary>
    public LabReconsidered CheckedAtItsEnd(IReadOnlyList<Clause>? first = null) =>
        new(first ?? Thought, [Thought[^1]], Answer);
}

/// <summary>A thought in two goes.</summary>
/// <param name="First">Up to where it could have ended.</param>
/// <param name="Second">What the second look adds.</param>
/// <param name="Answer">What is answered in the end.</param>
internal sealed record LabReconsidered(IReadOnlyList<Clause> First, IReadOnlyList<Clause> Second, Clause Answer);

/// <summary>Which set a structure belongs to, for ever, by its hash: the sets are disjoint whatever is drawn.</summary>
/// <param name="Seed">Of the world.</param>
/// <param name="HeldOutShare">Share of structures that are held out.</param>
/// <param name="Wanted">The set that is being drawn for.</param>
internal sealed record LabSplit(int Seed, double HeldOutShare, KataSplit Wanted)
{
    /// <summary>Whether a structure of a family belongs to the wanted set.</summary>
    public bool Owns(string family, string structure)
    {
        var place = SeededRandom.For(Seed, $"lab split {family} {structure}").NextDouble();
        return (place < HeldOutShare ? KataSplit.HeldOut : KataSplit.Train) == Wanted;
    }
}
