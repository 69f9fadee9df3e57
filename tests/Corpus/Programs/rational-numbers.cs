using System.Numerics;

var third = new Rational(1, 3);
Rational half = new(2, 4);
Console.WriteLine($"{third} {half} {third + half} {third - half} {third * half} {third / half} {-third}");
Console.WriteLine(third < half ? "less" : "not less");
Console.WriteLine(string.Join(" ", new[] { new Rational(3, 4), 1, new(1, 2), new(-1, 7) }.Order()));
var harmonic = Enumerable.Range(1, 30).Aggregate(new Rational(0, 1), (s, i) => s + new Rational(1, i));
Console.WriteLine(harmonic);
Console.WriteLine(new HashSet<Rational> { new(1, 2), new(2, 4), new(3, 6), new(1, 3) }.Count);
Console.WriteLine(((double)third).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
try { Console.WriteLine(third / 0); } catch (DivideByZeroException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(Rational.Parse("10/-4") + " " + (Rational.TryParse("x/2", out _) ? "parsed" : "refused"));
foreach (var term in Egyptian(new Rational(7, 15))) { Console.Write(term + " "); }
Console.WriteLine();

static IEnumerable<Rational> Egyptian(Rational x)
{
    while (x.Top != 0)
    {
        var unit = new Rational(1, BigInteger.Divide(x.Bottom + x.Top - 1, x.Top));
        yield return unit;
        x -= unit;
    }
}

readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    public BigInteger Top { get; }
    public BigInteger Bottom { get; }
    public Rational(BigInteger top, BigInteger bottom)
    {
        if (bottom.IsZero) { throw new DivideByZeroException(); }
        var g = BigInteger.GreatestCommonDivisor(top, bottom) * bottom.Sign;
        (Top, Bottom) = (top / g, bottom / g);
    }
    public static implicit operator Rational(int n) => new(n, 1);
    public static explicit operator double(Rational r) => (double)r.Top / (double)r.Bottom;
    public static Rational operator +(Rational a, Rational b) => new(a.Top * b.Bottom + b.Top * a.Bottom, a.Bottom * b.Bottom);
    public static Rational operator -(Rational a) => new(-a.Top, a.Bottom);
    public static Rational operator -(Rational a, Rational b) => a + -b;
    public static Rational operator *(Rational a, Rational b) => new(a.Top * b.Top, a.Bottom * b.Bottom);
    public static Rational operator /(Rational a, Rational b) => new(a.Top * b.Bottom, a.Bottom * b.Top);
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;
    public static bool operator ==(Rational a, Rational b) => a.Equals(b);
    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);
    public static Rational Parse(string s) => TryParse(s, out var r) ? r : throw new FormatException(s);
    public static bool TryParse(string s, out Rational r)
    {
        r = default;
        if (s.Split('/') is not [var a, var b] || !BigInteger.TryParse(a, out var top) || !BigInteger.TryParse(b, out var bottom)) { return false; }
        r = new(top, bottom);
        return true;
    }
    public int CompareTo(Rational o) => (Top * o.Bottom).CompareTo(o.Top * Bottom);
    public bool Equals(Rational o) => Top == o.Top && Bottom == o.Bottom;
    public override bool Equals(object? o) => o is Rational r && Equals(r);
    public override int GetHashCode() => HashCode.Combine(Top, Bottom);
    public override string ToString() => Bottom.IsOne ? $"{Top}" : $"{Top}/{Bottom}";
}
