using System.Numerics;

namespace R1Code.Rewards.Numbers;

/// <summary>
/// A real number as mantissa × 2^exponent with <see cref="Precision"/> bits: about 70 decimal digits. Enough that two
/// different answers never agree by accident at a random point. Results are cut, not rounded; the last bits are not exact.
/// </summary>
internal readonly record struct BigFloat : IComparable<BigFloat>
{
    /// <summary>Bits of the mantissa.</summary>
    public const int Precision = 232;

    private BigFloat(BigInteger mantissa, long exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    /// <summary>0.</summary>
    public static BigFloat Zero { get; }

    /// <summary>1.</summary>
    public static BigFloat One { get; } = Of(1);

    /// <summary>The digits.</summary>
    public BigInteger Mantissa { get; }

    /// <summary>The power of two they are scaled by.</summary>
    public long Exponent { get; }

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Mantissa.Sign;

    /// <summary>The position of the highest bit: the value lies between 2^(Magnitude−1) and 2^Magnitude.</summary>
    public long Magnitude => Mantissa.IsZero ? long.MinValue / 4 : BitLength(Mantissa) + Exponent;

    /// <summary>A whole number.</summary>
    public static BigFloat Of(BigInteger value) => Cut(value, 0);

    /// <summary>A fraction.</summary>
    public static BigFloat Of(Rational value) =>
        value.IsInteger ? Of(value.Numerator) : Of(value.Numerator) / Of(value.Denominator);

    /// <summary>Sum.</summary>
    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a.Sign == 0 || b.Sign == 0)
        {
            return a.Sign == 0 ? b : a;
        }

        var (high, low) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        var shift = high.Exponent - low.Exponent;
        // The smaller one lies wholly below the larger one's last bit.
        return shift > (2 * Precision) + BitLength(low.Mantissa)
            ? high
            : Cut((high.Mantissa << (int)shift) + low.Mantissa, low.Exponent);
    }

    /// <summary>Opposite.</summary>
    public static BigFloat operator -(BigFloat a) => new(-a.Mantissa, a.Exponent);

    /// <summary>Difference.</summary>
    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    /// <summary>Product.</summary>
    public static BigFloat operator *(BigFloat a, BigFloat b) => Cut(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    /// <summary>Quotient.</summary>
    /// <exception cref="MathLimitException">Division by 0.</exception>
    public static BigFloat operator /(BigFloat a, BigFloat b)
    {
        if (b.Sign == 0)
        {
            throw new MathLimitException("division by zero");
        }

        var shift = Math.Max(0, Precision + 8 + (int)BitLength(b.Mantissa) - (int)BitLength(a.Mantissa));
        return Cut((a.Mantissa << shift) / b.Mantissa, a.Exponent - b.Exponent - shift);
    }

    /// <summary>Less.</summary>
    public static bool operator <(BigFloat a, BigFloat b) => a.CompareTo(b) < 0;

    /// <summary>Greater.</summary>
    public static bool operator >(BigFloat a, BigFloat b) => a.CompareTo(b) > 0;

    /// <summary>Less or equal.</summary>
    public static bool operator <=(BigFloat a, BigFloat b) => a.CompareTo(b) <= 0;

    /// <summary>Greater or equal.</summary>
    public static bool operator >=(BigFloat a, BigFloat b) => a.CompareTo(b) >= 0;

    /// <summary>Times a power of two.</summary>
    public BigFloat Scale(long power) => Sign == 0 ? this : new BigFloat(Mantissa, Exponent + power);

    /// <summary>Without its sign.</summary>
    public BigFloat Abs() => Sign < 0 ? -this : this;

    /// <summary>Square root of a number that is not negative.</summary>
    public BigFloat Sqrt()
    {
        if (Sign <= 0)
        {
            return Zero;
        }

        // An even exponent and twice the precision, then Newton's method on whole numbers.
        var shift = (2 * Precision) - (int)BitLength(Mantissa);
        shift += (int)((Exponent - shift) & 1);
        var scaled = shift >= 0 ? Mantissa << shift : Mantissa >> -shift;
        var root = BigInteger.One << (int)((BitLength(scaled) + 1) / 2);
        while (true)
        {
            var next = (root + (scaled / root)) >> 1;
            if (next >= root)
            {
                return Cut(root, (Exponent - shift) / 2);
            }

            root = next;
        }
    }

    /// <summary>The greatest whole number not above it.</summary>
    /// <exception cref="MathLimitException">It is too large to have a fraction.</exception>
    public BigInteger Floor()
    {
        if (Exponent >= 0)
        {
            return Exponent <= 4096 ? Mantissa << (int)Exponent : throw new MathLimitException("too large");
        }

        // An arithmetic shift rounds down for negative numbers too.
        return -Exponent > int.MaxValue
            ? (Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero)
            : Mantissa >> (int)-Exponent;
    }

    /// <summary>Whether it is no more than a rounding error beside a number of another size.</summary>
    public bool IsNothingBeside(BigFloat other) => Sign == 0 || Magnitude < other.Magnitude - 150;

    /// <summary>To the precision of a double, for logs and coarse decisions.</summary>
    public double ToDouble()
    {
        if (Sign == 0)
        {
            return 0;
        }

        var drop = (int)Math.Max(0, BitLength(Mantissa) - 60);
        var exponent = Exponent + drop;
        return exponent is > 2000 or < -2000
            ? (exponent > 0 ? double.PositiveInfinity * Sign : 0)
            : (double)(Mantissa >> drop) * Math.Pow(2, exponent);
    }

    /// <inheritdoc/>
    public int CompareTo(BigFloat other) => (this - other).Sign;

    private static long BitLength(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    private static BigFloat Cut(BigInteger mantissa, long exponent)
    {
        if (mantissa.IsZero)
        {
            return Zero;
        }

        if (Math.Abs(exponent) > 1L << 40)
        {
            throw new MathLimitException("a number out of range");
        }

        var drop = (int)(BitLength(mantissa) - Precision);
        return drop > 0 ? new BigFloat(mantissa >> drop, exponent + drop) : new BigFloat(mantissa, exponent);
    }
}
