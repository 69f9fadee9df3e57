using System.Globalization;
using System.Numerics;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

// Names and numbers.
internal sealed partial class MathParser
{
    private MathNode Named(string name)
    {
        if (Take('_'))
        {
            name += "_" + Index();
        }

        while (Take('\''))
        {
            name += "'";
        }

        switch (name)
        {
            case "e":
                return new MathNode.Constant("e");
            case "i":
                return new MathNode.Constant("i");
        }

        if (Current.Is('(') && !Current.SpaceBefore && MathNames.IsFunction(name))
        {
            var argument = Primary();
            return new MathNode.Function(
                "@" + name,
                argument is MathNode.Tuple { Open: '(' } tuple ? tuple.Items : [argument]
            );
        }

        return new MathNode.Variable(name);
    }

    private string Index()
    {
        if (!Take('{'))
        {
            var single = Current.Kind is TokenKind.End ? throw new MathSyntaxException() : Current.Text;
            _at++;
            return single;
        }

        var index = "";
        while (!Take('}'))
        {
            // The base of 4343_{six}.
            index +=
                Current.Kind == TokenKind.Text && NumberWords.Read(Current.Text) is { } number
                    ? number.ToString(CultureInfo.InvariantCulture)
                : Current.Kind == TokenKind.End ? throw new MathSyntaxException()
                : Current.Text;
            _at++;
        }

        return index;
    }

    private static MathNode.Number NumberOf(string text)
    {
        // TeX's one-digit arguments may have left the tail of a number behind: e9, or nothing.
        if (text.Length is 0 or > MaxDigits || !char.IsAsciiDigit(text[0]) && text[0] != '.')
        {
            throw new MathSyntaxException();
        }

        var mark = text.IndexOf('e', StringComparison.Ordinal);
        if (mark > 0)
        {
            var power = int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
            var mantissa = NumberOf(text[..mark]);
            return mantissa with { Value = mantissa.Value * Rational.Of(10).Power(power)!.Value };
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var digits = BigInteger.Parse(
            "0" + text.Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
        return new MathNode.Number(Rational.Of(digits, BigInteger.Pow(10, decimals))!.Value, decimals);
    }
}
