using System.Numerics;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>Functions whose value at rational numbers is rational.</summary>
internal static class ExactFunctions
{
    private const int MaxFactorial = 1_000;

    /// <summary>The value; null where there is no exact one.</summary>
    public static Rational? Of(string name, IReadOnlyList<Rational> x) =>
        (name, x) switch
        {
            ("abs", [var a]) => a.Abs(),
            ("floor", [var a]) => Rational.Of(Floor(a)),
            ("ceil", [var a]) => Rational.Of(-Floor(-a)),
            ("factorial", [{ IsInteger: true } a]) when a.Sign >= 0 && a.Numerator <= MaxFactorial => Rational.Of(
                Falling(a.Numerator, (int)a.Numerator)
            ),
            ("binom", [{ IsInteger: true } n, { IsInteger: true } k])
                when k.Sign >= 0 && k.Numerator <= MaxFactorial && n.Numerator.GetBitLength() < 64 => Rational.Of(
                Falling(n.Numerator, (int)k.Numerator),
                Falling(k.Numerator, (int)k.Numerator)
            ),
            ("max", { Count: > 0 }) => x.Max(),
            ("min", { Count: > 0 }) => x.Min(),
            ("gcd", { Count: > 0 }) when x.All(v => v.IsInteger) => Rational.Of(
                x.Select(v => v.Numerator).Aggregate(BigInteger.GreatestCommonDivisor)
            ),
            ("lcm", { Count: > 0 }) when x.All(v => v.IsInteger && !v.IsZero) => Rational.Of(
                x.Select(v => v.Numerator)
                    .Aggregate((a, b) => BigInteger.Abs(a * b) / BigInteger.GreatestCommonDivisor(a, b))
            ),
            _ => null,
        };

    private static BigInteger Floor(Rational value) =>
        BigInteger.DivRem(value.Numerator, value.Denominator, out var rest) - (rest.Sign < 0 ? 1 : 0);

    private static BigInteger Falling(BigInteger n, int factors)
    {
        var product = BigInteger.One;
        for (var i = 0; i < factors; i++)
        {
            product *= n - i;
        }

        return product;
    }
}
