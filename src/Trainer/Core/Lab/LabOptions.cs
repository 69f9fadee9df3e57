using System.ComponentModel.DataAnnotations;

namespace R1Code.Trainer.Lab;

/// <summary>
/// What the lab world draws from: C# katas, arithmetic, small algebra, knights and knaves, and countdown, each in English
/// or Chinese, each with an answer that can be checked for certain.
/// </summary>
public sealed record LabOptions
{
    /// <summary>Names every draw and the split. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Relative share of C# katas, judged by the sandbox. The default value is 1.</summary>
    [Range(0.0, 100.0)]
    public double Code { get; init; } = 1;

    /// <summary>Relative share of chained arithmetic. The default value is 1.</summary>
    [Range(0.0, 100.0)]
    public double Arithmetic { get; init; } = 1;

    /// <summary>Relative share of equations in one unknown. The default value is 1.</summary>
    [Range(0.0, 100.0)]
    public double Algebra { get; init; } = 1;

    /// <summary>Relative share of knights and knaves. The default value is 1.</summary>
    [Range(0.0, 100.0)]
    public double Knights { get; init; } = 1;

    /// <summary>Relative share of countdown. The default value is 1.</summary>
    [Range(0.0, 100.0)]
    public double Countdown { get; init; } = 1;

    /// <summary>Relative weight of each level, easiest first. The default is 1, 1.</summary>
    [Length(1, 3)]
    public IReadOnlyList<double> LevelWeights { get; init; } = [1, 1];

    /// <summary>Languages of prompts. The default is <c>en</c> and <c>zh</c>.</summary>
    [Length(1, 2)]
    public IReadOnlyList<string> Languages { get; init; } = ["en", "zh"];

    /// <summary>Share of structures that only the held-out set uses. The default value is 0.2.</summary>
    [Range(0.05, 0.5)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>Tests of each kata. The default value is 3.</summary>
    [Range(2, 50)]
    public int Tests { get; init; } = 3;

    /// <summary>Whether countdown asks for a C# method, judged by the sandbox, instead of an expression. The default value is false.</summary>
    public bool CountdownAsCode { get; init; }

    /// <summary>
    /// Largest number of countdown at every level. The more there are, the more sets of numbers, and the less a small model
    /// gains by knowing each of them by heart. The default value is null: 6, and 9 at level 3.
    /// </summary>
    [Range(4, 20)]
    public int? CountdownMost { get; init; }
}

/// <summary>
/// What is wrong with a corpus, as shares of its demonstrations. It stands for the unsorted text that base models learn from.
/// </summary>
public sealed record NoiseOptions
{
    /// <summary>Demonstrations with a mistake and therefore (almost always) a wrong answer. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double Wrong { get; init; }

    /// <summary>
    /// The same among thoughts in Chinese; mixed ones lie in the middle. Where it is below <see cref="Wrong"/>, the better
    /// sources are in one language, and whoever learns from being right alone has a reason to think in it. Null for no
    /// difference. The default value is null.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? WrongInChinese { get; init; }

    /// <summary>Thoughts whose clauses are each written in a language drawn by chance. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double Mixed { get; init; }

    /// <summary>Thoughts wholly in the language that was not asked in. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double Foreign { get; init; }

    /// <summary>Completions without the asked shape: tags left out, text behind the answer, no thought. The default value is 0.</summary>
    [Range(0.0, 1.0)]
    public double Malformed { get; init; }

    /// <summary>
    /// Thoughts that say "wait" where they could have ended and go over their last step once more, which is wrong before it
    /// in half of them and right behind it. The default value is 0.
    /// </summary>
    [Range(0.0, 1.0)]
    public double SecondThoughts { get; init; }
}
