namespace R1Code.Sandbox.Judging;

/// <summary>How far a number may be from the expected one: the larger of an absolute and a relative distance.</summary>
internal sealed record Tolerance(double Absolute, double Relative)
{
    /// <summary>For values of a problem that names none.</summary>
    public static Tolerance ForValues { get; } = new(1e-9, 1e-9);

    /// <summary>Whether two numbers are close. NaN is close to NaN, an infinity only to itself, −0 to 0.</summary>
    public bool AreClose(double actual, double expected)
    {
        if (double.IsFinite(actual) && double.IsFinite(expected))
        {
            return Math.Abs(actual - expected) <= Math.Max(Absolute, Relative * Math.Abs(expected));
        }

        return actual.Equals(expected);
    }
}
