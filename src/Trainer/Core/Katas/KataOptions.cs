using System.ComponentModel.DataAnnotations;

namespace R1Code.Trainer.Katas;

/// <summary>What the kata generator draws from.</summary>
public sealed record KataOptions
{
    /// <summary>Names every draw and the split. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Relative weight of each level (number of chained steps), first level first. The default is 1, 1, 1.</summary>
    [Length(1, 4)]
    public IReadOnlyList<double> LevelWeights { get; init; } = [1, 1, 1];

    /// <summary>Languages of the specification. The default is <c>en</c> and <c>zh</c>.</summary>
    [Length(1, 2)]
    public IReadOnlyList<string> Languages { get; init; } = ["en", "zh"];

    /// <summary>Types the method may take: <c>integer</c>, <c>text</c>, <c>list</c>. The default is all three.</summary>
    [Length(1, 3)]
    public IReadOnlyList<string> Inputs { get; init; } = ["integer", "text", "list"];

    /// <summary>Share of what <see cref="HeldOutBy"/> names that only the held-out set uses. The default value is 0.2.</summary>
    [Range(0.01, 0.99)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>What the train and the held-out set never share. The default value is <c>structure</c>.</summary>
    public KataIdentity HeldOutBy { get; init; } = KataIdentity.Structure;

    /// <summary>Tests of each problem. The default value is 5.</summary>
    [Range(1, 50)]
    public int Tests { get; init; } = 5;

    /// <summary>
    /// Inputs that one test asks about, all in one process. More of them cost next to nothing, but the test fails as a whole.
    /// The default value is 1.
    /// </summary>
    [Range(1, 50)]
    public int InputsPerTest { get; init; } = 1;
}

/// <summary>When two katas count as the same.</summary>
public enum KataIdentity
{
    /// <summary>Same operations in the same order, whatever the constants: held-out problems need new compositions.</summary>
    Structure,

    /// <summary>Same program, constants included: held-out problems need new programs, of compositions that may be known.</summary>
    Program,
}
