using System.Numerics;

namespace R1Code.Rewards.Logic;

/// <summary>An exact rational number in lowest terms with a positive denominator.</summary>
internal readonly record struct Fraction
{
    private Fraction(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>Above the line.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below the line.</summary>
    public BigInteger Denominator { get; }

    /// <summary>A whole number.</summary>
    public static Fraction Of(BigInteger value) => new(value, BigInteger.One);

    /// <summary>A quotient; null when the denominator is 0.</summary>
    public static Fraction? Of(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            return null;
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        return new Fraction(numerator / divisor, denominator / divisor);
    }

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        Of((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator)!.Value;

    /// <summary>Difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Numerator, b.Denominator);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) =>
        Of(a.Numerator * b.Numerator, a.Denominator * b.Denominator)!.Value;

    /// <summary>Quotient; null when dividing by 0.</summary>
    public Fraction? Over(Fraction b) => Of(Numerator * b.Denominator, Denominator * b.Numerator);
}
