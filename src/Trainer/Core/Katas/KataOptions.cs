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

    /// <summary>Share of structures that only the held-out set uses. The default value is 0.2.</summary>
    [Range(0.01, 0.99)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>Tests of each problem. The default value is 5.</summary>
    [Range(1, 50)]
    public int Tests { get; init; } = 5;
}
