namespace R1Code.Rewards.Mathematics;

/// <summary>Names with a meaning.</summary>
internal static class MathNames
{
    private static readonly HashSet<string> Greek = new(StringComparer.Ordinal)
    {
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "vartheta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "varphi",
        "chi",
        "psi",
        "omega",
        "Gamma",
        "Delta",
        "Theta",
        "Lambda",
        "Xi",
        "Sigma",
        "Phi",
        "Psi",
        "Omega",
        "ell",
        "hbar",
        "angle",
        "triangle",
    };

    /// <summary>Whether a command is a letter.</summary>
    public static bool IsGreek(string name) => Greek.Contains(name);

    /// <summary>Whether a letter before a parenthesis is a function rather than a factor.</summary>
    public static bool IsFunction(string name) =>
        name.TrimEnd('\'') is "f" or "g" or "h" or "F" or "G" or "P" or "Q" or "p" or "q"
        || (name.Length > 1 && name[0] is 'f' or 'g');
}
