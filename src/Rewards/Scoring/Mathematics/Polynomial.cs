using System.Numerics;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// A polynomial over atoms with exact coefficients. Atoms are variables, π and e, i (whose square is −1) and square roots
/// of square-free numbers (whose square is that number); anything else is an atom by its own text. Bounded in terms.
/// </summary>
internal sealed class Polynomial
{
    private const int MaxTerms = 300;
    private const int MaxBits = 20_000;
    private const string RootMark = "√";

    private readonly Dictionary<string, Term> _terms;

    private Polynomial(Dictionary<string, Term> terms)
    {
        _terms = terms;
    }

    /// <summary>0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>How many terms it has.</summary>
    public int Count => _terms.Count;

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>Whether no atom has rules or insides of its own, so that different polynomials are different functions.</summary>
    public bool IsPlain => _terms.Values.All(t => t.Atoms.All(a => a.Name is ['v', ':', ..]));

    /// <summary>The number, where it is one.</summary>
    public Rational? Value =>
        _terms.Count == 0 ? Rational.Zero
        : _terms.Count == 1 && _terms.TryGetValue("", out var constant) ? constant.Coefficient
        : null;

    /// <summary>The terms in a fixed order.</summary>
    public string Text =>
        string.Join(
            '+',
            _terms
                .OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => $"{t.Value.Coefficient.Numerator}/{t.Value.Coefficient.Denominator}{t.Key}")
        );

    /// <summary>A number.</summary>
    public static Polynomial Of(Rational value) =>
        value.IsZero ? Zero : new Polynomial(new Dictionary<string, Term> { [""] = new([], value) });

    /// <summary>An atom.</summary>
    public static Polynomial Atom(string name) => Build([new Term([(name, 1)], Rational.One)]);

    /// <summary>The square root of a square-free number above 1.</summary>
    public static Polynomial Root(BigInteger number) => Atom(RootMark + number);

    /// <summary>Sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b) => Build(a._terms.Values.Concat(b._terms.Values));

    /// <summary>Product.</summary>
    public static Polynomial operator *(Polynomial a, Polynomial b) =>
        a._terms.Count * b._terms.Count > MaxTerms * 20
            ? throw new MathLimitException("too many terms")
            : Build(a._terms.Values.SelectMany(s => b._terms.Values.Select(t => Multiply(s, t))));

    /// <summary>Whether another is this one times a number other than 0.</summary>
    public bool IsProportionalTo(Polynomial other)
    {
        if (_terms.Count != other._terms.Count || _terms.Count == 0)
        {
            return false;
        }

        Rational? factor = null;
        foreach (var (key, term) in _terms)
        {
            if (!other._terms.TryGetValue(key, out var twin))
            {
                return false;
            }

            var quotient = twin.Coefficient.Over(term.Coefficient)!.Value;
            if (factor is { } known && !known.Equals(quotient))
            {
                return false;
            }

            factor = quotient;
        }

        return true;
    }

    /// <summary>Times a number.</summary>
    public Polynomial Scale(Rational factor) => this * Of(factor);

    private static Polynomial Build(IEnumerable<Term> terms)
    {
        var sum = new Dictionary<string, Term>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var key = string.Concat(term.Atoms.Select(a => $"·{a.Name}^{a.Power}"));
            var coefficient = sum.TryGetValue(key, out var known)
                ? known.Coefficient + term.Coefficient
                : term.Coefficient;
            if (coefficient.IsZero)
            {
                sum.Remove(key);
            }
            else
            {
                sum[key] = term with { Coefficient = coefficient };
            }

            if (sum.Count > MaxTerms || coefficient.Bits > MaxBits)
            {
                throw new MathLimitException("too many terms or digits");
            }
        }

        return new Polynomial(sum);
    }

    private static Term Multiply(Term a, Term b)
    {
        var powers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, power) in a.Atoms.Concat(b.Atoms))
        {
            powers[name] = powers.GetValueOrDefault(name) + power;
        }

        var coefficient = a.Coefficient * b.Coefficient;
        foreach (var (name, power) in powers.ToList())
        {
            if (power < 2 || Square(name) is not { } square)
            {
                continue;
            }

            coefficient *= Rational.Of(square).Power(power / 2)!.Value;
            powers[name] = power % 2;
        }

        return new Term([.. powers.Where(p => p.Value != 0).Select(p => (p.Key, p.Value))], coefficient);
    }

    private static BigInteger? Square(string atom) =>
        atom == "i" ? BigInteger.MinusOne
        : atom.StartsWith(RootMark, StringComparison.Ordinal) && BigInteger.TryParse(atom.AsSpan(1), out var n) ? n
        : null;

    private sealed record Term(IReadOnlyList<(string Name, int Power)> Atoms, Rational Coefficient);
}
