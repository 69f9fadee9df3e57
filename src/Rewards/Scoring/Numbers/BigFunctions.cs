namespace R1Code.Rewards.Numbers;

/// <summary>Elementary functions of real numbers to nearly <see cref="BigFloat.Precision"/> bits.</summary>
internal static class BigFunctions
{
    private const int LargestExponent = 1 << 20;

    /// <summary>π, by Machin's formula.</summary>
    public static BigFloat Pi { get; } = (AtanOfInverse(5).Scale(2) - AtanOfInverse(239)).Scale(2);

    /// <summary>ln 2.</summary>
    public static BigFloat Ln2 { get; } = LnOfTwo();

    private static BigFloat Tiny { get; } = BigFloat.One.Scale(-BigFloat.Precision - 4);

    /// <summary>e to the power of x.</summary>
    public static BigFloat Exp(BigFloat x)
    {
        if (x.Magnitude > 22)
        {
            throw new MathLimitException("an exponent out of range");
        }

        var k = (x / Ln2).Floor();
        // Halved 16 times, so that the series needs a dozen terms, then squared as often.
        var small = (x - (BigFloat.Of(k) * Ln2)).Scale(-16);
        var sum = BigFloat.One;
        var term = BigFloat.One;
        for (var n = 1; term.Magnitude > Tiny.Magnitude - 24; n++)
        {
            term = term * small / BigFloat.Of(n);
            sum += term;
        }

        for (var i = 0; i < 16; i++)
        {
            sum *= sum;
        }

        return sum.Scale((long)k);
    }

    /// <summary>Natural logarithm of a positive number.</summary>
    public static BigFloat Ln(BigFloat x)
    {
        if (x.Sign <= 0)
        {
            throw new MathLimitException("the logarithm of zero");
        }

        var k = x.Magnitude;
        var m = x.Scale(-k);
        // Newton's method on exp from a double's precision: each step triples the digits.
        var y = BigFloat.Of(new System.Numerics.BigInteger(Math.Log(m.ToDouble()) * (1L << 50))).Scale(-50);
        for (var i = 0; i < 3; i++)
        {
            var e = Exp(y);
            y += (m - e).Scale(1) / (m + e);
        }

        return y + (BigFloat.Of(k) * Ln2);
    }

    /// <summary>Sine and cosine.</summary>
    public static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        if (x.Magnitude > 64)
        {
            throw new MathLimitException("an angle out of range");
        }

        var turns = ((x / Pi.Scale(1)) + BigFloat.One.Scale(-1)).Floor();
        var angle = (x - (BigFloat.Of(turns) * Pi.Scale(1))).Scale(-8);
        var square = angle * angle;
        BigFloat sin = angle,
            cos = BigFloat.One,
            sinTerm = angle,
            cosTerm = BigFloat.One;
        for (var n = 1; cosTerm.Magnitude > Tiny.Magnitude - 24 && n < 200; n++)
        {
            cosTerm = -cosTerm * square / BigFloat.Of((2 * n) - 1) / BigFloat.Of(2 * n);
            sinTerm = -sinTerm * square / BigFloat.Of(2 * n) / BigFloat.Of((2 * n) + 1);
            cos += cosTerm;
            sin += sinTerm;
        }

        for (var i = 0; i < 8; i++)
        {
            (sin, cos) = ((sin * cos).Scale(1), (cos * cos) - (sin * sin));
        }

        return (sin, cos);
    }

    /// <summary>Arc tangent, between −π/2 and π/2.</summary>
    public static BigFloat Atan(BigFloat x)
    {
        if (x.Abs() > BigFloat.One)
        {
            var half = Pi.Scale(-1);
            return (x.Sign > 0 ? half : -half) - Atan(BigFloat.One / x);
        }

        var small = x;
        const int Halvings = 8;
        for (var i = 0; i < Halvings; i++)
        {
            small /= BigFloat.One + (BigFloat.One + (small * small)).Sqrt();
        }

        var square = small * small;
        var sum = small;
        var power = small;
        for (var n = 3; power.Magnitude > Tiny.Magnitude + small.Magnitude - 8 && n < 400; n += 2)
        {
            power = -power * square;
            sum += power / BigFloat.Of(n);
        }

        return sum.Scale(Halvings);
    }

    /// <summary>The angle of a point, between −π and π; 0 for the origin.</summary>
    public static BigFloat Atan2(BigFloat y, BigFloat x)
    {
        if (x.Sign == 0)
        {
            var half = Pi.Scale(-1);
            return y.Sign == 0 ? BigFloat.Zero
                : y.Sign > 0 ? half
                : -half;
        }

        var angle = Atan(y / x);
        return x.Sign > 0 ? angle
            : y.Sign < 0 ? angle - Pi
            : angle + Pi;
    }

    /// <summary>A whole power.</summary>
    public static BigFloat Power(BigFloat x, int exponent)
    {
        if (Math.Abs((long)exponent) > LargestExponent)
        {
            throw new MathLimitException("an exponent out of range");
        }

        var result = BigFloat.One;
        var square = x;
        for (var rest = Math.Abs(exponent); rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? result * square : result;
            square = rest > 1 ? square * square : square;
        }

        return exponent < 0 ? BigFloat.One / result : result;
    }

    private static BigFloat AtanOfInverse(int n)
    {
        var square = BigFloat.Of(n * n);
        var power = BigFloat.One / BigFloat.Of(n);
        var sum = power;
        for (var k = 3; power.Magnitude > -BigFloat.Precision - 16; k += 2)
        {
            power = -power / square;
            sum += power / BigFloat.Of(k);
        }

        return sum;
    }

    // ln 2 = 2 · atanh(1/3).
    private static BigFloat LnOfTwo()
    {
        var power = BigFloat.One / BigFloat.Of(3);
        var sum = power;
        for (var k = 3; power.Magnitude > -BigFloat.Precision - 16; k += 2)
        {
            power /= BigFloat.Of(9);
            sum += power / BigFloat.Of(k);
        }

        return sum.Scale(1);
    }
}
