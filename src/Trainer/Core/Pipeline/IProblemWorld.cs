using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Lab;

namespace R1Code.Trainer.Pipeline;

/// <summary>Problems that are generated: an endless stream to train on, and a held-out set that shares nothing with it.</summary>
internal interface IProblemWorld
{
    /// <summary>The train problem at a position of the stream, of one of the kinds; null means any.</summary>
    Problem Train(long index, IReadOnlyList<string>? kinds);

    /// <summary>The first held-out problems, no prompt twice.</summary>
    IReadOnlyList<Problem> HeldOut(int count);

    /// <summary>Train problems with readable answers, to learn a vocabulary from.</summary>
    IEnumerable<Demonstration> Texts(int count);

    /// <summary>Train problems from a position on with answers to learn from.</summary>
    IEnumerable<Demonstration> Demonstrations(long start, int count, NoiseOptions noise, IReadOnlyList<string>? kinds);
}

/// <summary>A prompt with an answer to learn.</summary>
internal sealed record Demonstration(string Prompt, string Completion);

/// <summary>The kata generator as a world. Its demonstrations are readable, and the same wherever one starts.</summary>
internal sealed class KataWorld(KataOptions options) : IProblemWorld
{
    private readonly KataGenerator _katas = new(options);

    /// <inheritdoc />
    public Problem Train(long index, IReadOnlyList<string>? kinds) => _katas.At(KataSplit.Train, index).Problem;

    /// <inheritdoc />
    public IReadOnlyList<Problem> HeldOut(int count) =>
        [.. _katas.Distinct(KataSplit.HeldOut, count).Select(kata => kata.Problem)];

    /// <inheritdoc />
    public IEnumerable<Demonstration> Texts(int count) =>
        Enumerable.Range(0, count).Select(i => Shown(_katas.At(KataSplit.Train, i)));

    /// <inheritdoc />
    public IEnumerable<Demonstration> Demonstrations(
        long start,
        int count,
        NoiseOptions noise,
        IReadOnlyList<string>? kinds
    ) => _katas.Distinct(KataSplit.Train, count).Select(Shown);

    private static Demonstration Shown(Kata kata) => new(kata.Problem.Prompt, kata.Demonstration);
}
