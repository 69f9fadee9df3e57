namespace R1Code.Rewards.Numbers;

/// <summary>A complex number in high precision; roots and logarithms are the principal ones.</summary>
internal readonly record struct BigComplex(BigFloat Re, BigFloat Im)
{
    /// <summary>0.</summary>
    public static BigComplex Zero { get; } = new(BigFloat.Zero, BigFloat.Zero);

    /// <summary>1.</summary>
    public static BigComplex One { get; } = new(BigFloat.One, BigFloat.Zero);

    /// <summary>i.</summary>
    public static BigComplex I { get; } = new(BigFloat.Zero, BigFloat.One);

    /// <summary>Whether it lies on the real line.</summary>
    public bool IsReal => Im.Sign == 0 || Im.Magnitude < Re.Magnitude - 150 || Im.Magnitude < -190;

    /// <summary>Whether it is 0, as far as its digits say.</summary>
    public bool IsZero => Re.Sign == 0 && Im.Sign == 0;

    /// <summary>A real number.</summary>
    public static BigComplex Of(BigFloat value) => new(value, BigFloat.Zero);

    /// <summary>Sum.</summary>
    public static BigComplex operator +(BigComplex a, BigComplex b) => new(a.Re + b.Re, a.Im + b.Im);

    /// <summary>Opposite.</summary>
    public static BigComplex operator -(BigComplex a) => new(-a.Re, -a.Im);

    /// <summary>Difference.</summary>
    public static BigComplex operator -(BigComplex a, BigComplex b) => a + -b;

    /// <summary>Product.</summary>
    public static BigComplex operator *(BigComplex a, BigComplex b) =>
        new((a.Re * b.Re) - (a.Im * b.Im), (a.Re * b.Im) + (a.Im * b.Re));

    /// <summary>Quotient.</summary>
    public static BigComplex operator /(BigComplex a, BigComplex b)
    {
        if (b.Im.Sign == 0)
        {
            return new BigComplex(a.Re / b.Re, a.Im / b.Re);
        }

        var norm = (b.Re * b.Re) + (b.Im * b.Im);
        var product = a * new BigComplex(b.Re, -b.Im);
        return new BigComplex(product.Re / norm, product.Im / norm);
    }

    /// <summary>Distance from 0.</summary>
    public BigFloat Abs() => Im.Sign == 0 ? Re.Abs() : ((Re * Re) + (Im * Im)).Sqrt();

    /// <summary>e to this power.</summary>
    public BigComplex Exp()
    {
        var size = BigFunctions.Exp(Re);
        if (Im.Sign == 0)
        {
            return Of(size);
        }

        var (sin, cos) = BigFunctions.SinCos(Im);
        return new BigComplex(size * cos, size * sin);
    }

    /// <summary>Natural logarithm.</summary>
    public BigComplex Ln() => new(BigFunctions.Ln(Abs()), BigFunctions.Atan2(Im, Re));

    /// <summary>Square root.</summary>
    public BigComplex Sqrt() =>
        Im.Sign != 0 ? Power(Of(BigFloat.One.Scale(-1)))
        : Re.Sign >= 0 ? Of(Re.Sqrt())
        : new BigComplex(BigFloat.Zero, Re.Abs().Sqrt());

    /// <summary>Power, the principal value; whole powers exactly.</summary>
    public BigComplex Power(BigComplex exponent)
    {
        if (exponent.Im.Sign == 0 && exponent.Re.Exponent >= 0 && exponent.Re.Magnitude <= 16)
        {
            return Whole((int)exponent.Re.Floor());
        }

        // A whole number that a computation left with digits behind the point.
        if (exponent.Im.Sign == 0 && exponent.Re.Magnitude <= 16)
        {
            var nearest = (exponent.Re + BigFloat.One.Scale(-1)).Floor();
            if ((exponent.Re - BigFloat.Of(nearest)).Magnitude < -180)
            {
                return Whole((int)nearest);
            }
        }

        if (IsZero)
        {
            return exponent.Re.Sign > 0 ? Zero : throw new MathLimitException("zero to no positive power");
        }

        return (Ln() * exponent).Exp();
    }

    private BigComplex Whole(int exponent)
    {
        if (Im.Sign == 0)
        {
            return Of(BigFunctions.Power(Re, exponent));
        }

        var result = One;
        var square = this;
        for (var rest = Math.Abs(exponent); rest > 0; rest >>= 1)
        {
            result = (rest & 1) == 1 ? result * square : result;
            square *= square;
        }

        return exponent < 0 ? One / result : result;
    }
}
