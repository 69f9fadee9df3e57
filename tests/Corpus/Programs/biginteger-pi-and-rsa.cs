using System.Globalization;
using System.Numerics;

Console.WriteLine(string.Concat(PiDigits().Take(100)));
BigInteger p = BigInteger.Parse("170141183460469231731687303715884105727"), q = 2305843009213693951;
var n = p * q;
BigInteger e = 65537, d = Inverse(e, (p - 1) * (q - 1));
var message = new BigInteger("sealed"u8, isUnsigned: true, isBigEndian: true);
var sealedText = BigInteger.ModPow(message, e, n);
Console.WriteLine(sealedText.ToString("X", CultureInfo.InvariantCulture).TrimStart('0'));
Console.WriteLine(System.Text.Encoding.UTF8.GetString(BigInteger.ModPow(sealedText, d, n).ToByteArray(true, true)));
Console.WriteLine(BigInteger.Pow(7, 77) % 1_000_007 + " " + (BigInteger.One << 130) + " " + BigInteger.Log10(BigInteger.Pow(10, 50)));
Console.WriteLine(BigInteger.Parse("ff", NumberStyles.HexNumber) + " " + BigInteger.Parse("0ff", NumberStyles.HexNumber) + " " + (BigInteger)(-12.9) + " " + BigInteger.DivRem(-17, 5, out var rest) + " " + rest);
Console.WriteLine(((BigInteger)int.MaxValue).GetBitLength() + " " + BigInteger.Abs(-5) + " " + (long)(BigInteger)long.MinValue + " " + BigInteger.IsPow2(1024));
try { Console.WriteLine((int)BigInteger.Pow(2, 40)); } catch (OverflowException x) { Console.WriteLine(x.GetType().Name); }

static BigInteger Inverse(BigInteger a, BigInteger m)
{
    BigInteger r0 = m, r1 = a, t0 = 0, t1 = 1;
    while (r1 != 0) { var k = r0 / r1; (r0, r1, t0, t1) = (r1, r0 - k * r1, t1, t0 - k * t1); }
    return (t0 % m + m) % m;
}

static IEnumerable<char> PiDigits()
{
    BigInteger a = 1, b = 180, c = 60; // Gosper's series
    for (var i = 2; ; i++)
    {
        BigInteger u = 3 * (3 * i + 1) * (3 * i + 2), y = (a * (27 * i - 12) + 5 * b) / (5 * c);
        if (i == 2) { (a, b, c) = (1, 180, 60); y = (a * (27 * i - 12) + 5 * b) / (5 * c); }
        yield return (char)('0' + (int)y);
        (a, b, c) = (10 * a * i * (2 * i - 1), 10 * u * (a * (5 * i - 2) + b - y * c), c * u);
    }
}
