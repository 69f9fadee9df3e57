using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>A computed value and what is known about its making.</summary>
/// <param name="Value">The value.</param>
/// <param name="Noise">The power of two below which it may be rounding error: what sums cancelled leaves no more.</param>
/// <param name="LeftReals">Whether a root or logarithm of a negative number was taken on the way.</param>
internal readonly record struct Approximation(BigComplex Value, long Noise, bool LeftReals)
{
    /// <summary>Whether it is 0 as far as its digits say.</summary>
    public bool IsNothing => Value.IsZero || Value.Abs().Magnitude < Noise;
}
