const long Mod = 998244353;
var a = Enumerable.Range(0, 500).Select(i => (long)(i * i % 1000)).ToArray();
var b = Enumerable.Range(0, 300).Select(i => (long)(i * 31 % 997)).ToArray();
var product = Convolve(a, b);
Console.WriteLine(product.Length + " " + product[..5].Aggregate("", (s, x) => s + x + " ") + product[400] + " " + product[^1]);
var naive = new long[a.Length + b.Length - 1];
for (var i = 0; i < a.Length; i++) { for (var j = 0; j < b.Length; j++) { naive[i + j] = (naive[i + j] + a[i] * b[j]) % Mod; } }
Console.WriteLine(naive.SequenceEqual(product));
var (x, y) = ("98765432109876543210987654321", "12345678901234567890");
Console.WriteLine(Multiply(x, y) == (System.Numerics.BigInteger.Parse(x) * System.Numerics.BigInteger.Parse(y)).ToString());
Console.WriteLine(string.Join(" ", Factorise(600851475143)) + " " + Factorise(999999000001).Count() + " " + Power(3, Mod - 2));

static string Multiply(string a, string b)
{
    var digits = Convolve(a.Reverse().Select(c => (long)c - '0').ToArray(), b.Reverse().Select(c => (long)c - '0').ToArray()).ToList();
    for (var i = 0; i < digits.Count; i++)
    {
        if (digits[i] < 10) { continue; }
        if (i + 1 == digits.Count) { digits.Add(0); }
        digits[i + 1] += digits[i] / 10;
        digits[i] %= 10;
    }
    return string.Concat(digits.AsEnumerable().Reverse()).TrimStart('0');
}
static long[] Convolve(long[] a, long[] b)
{
    var size = 1;
    while (size < a.Length + b.Length) { size *= 2; }
    var (fa, fb) = (new long[size], new long[size]);
    a.CopyTo(fa, 0);
    b.CopyTo(fb, 0);
    Transform(fa, false);
    Transform(fb, false);
    for (var i = 0; i < size; i++) { fa[i] = fa[i] * fb[i] % Mod; }
    Transform(fa, true);
    return fa[..(a.Length + b.Length - 1)];
}
static void Transform(long[] v, bool inverse)
{
    for (int i = 1, j = 0; i < v.Length; i++)
    {
        var bit = v.Length >> 1;
        for (; (j & bit) != 0; bit >>= 1) { j ^= bit; }
        j ^= bit;
        if (i < j) { (v[i], v[j]) = (v[j], v[i]); }
    }
    for (var length = 2; length <= v.Length; length *= 2)
    {
        var root = Power(inverse ? Power(3, Mod - 2) : 3, (Mod - 1) / length);
        for (var i = 0; i < v.Length; i += length)
        {
            long w = 1;
            for (var k = 0; k < length / 2; k++)
            {
                var (u, t) = (v[i + k], v[i + k + length / 2] * w % Mod);
                (v[i + k], v[i + k + length / 2]) = ((u + t) % Mod, (u - t + Mod) % Mod);
                w = w * root % Mod;
            }
        }
    }
    if (inverse) { var n = Power(v.Length, Mod - 2); for (var i = 0; i < v.Length; i++) { v[i] = v[i] * n % Mod; } }
}
static long Power(long x, long e) { long r = 1; for (x %= Mod; e > 0; e >>= 1, x = x * x % Mod) { if ((e & 1) == 1) { r = r * x % Mod; } } return r; }
static IEnumerable<long> Factorise(long n) { for (long p = 2; p * p <= n; p++) { while (n % p == 0) { yield return p; n /= p; } } if (n > 1) { yield return n; } }
