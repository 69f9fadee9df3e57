namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>Two operands and a sign: <c>+ - * / // % **</c>.</summary>
internal sealed record Arithmetic(string Sign, Expression Left, Expression Right) : Expression
{
    private const int LongestRepeat = 1 << 20;

    public override object? Value(Scope scope)
    {
        scope.Budget.Step();
        var (left, right) = (Left.Value(scope), Right.Value(scope));
        switch (left, Sign, right)
        {
            case (TracedText a, "+", TracedText b):
                scope.Budget.Make(a.Length + b.Length);
                return a + b;
            case (List<object?> a, "+", List<object?> b):
                scope.Budget.Make(a.Count + b.Count);
                return new List<object?>([.. a, .. b]);
            case (TracedText a, "*", long times):
                var count = (int)Math.Clamp(times, 0, LongestRepeat);
                scope.Budget.Make((long)a.Length * count);
                return TracedText.Join([.. Enumerable.Repeat(a, count)]);
            case (long or bool, not "/", long or bool) when Sign != "**" || Values.Number(right) >= 0:
                return Whole((long)Values.Number(left), (long)Values.Number(right));
            case var _ when Values.IsNumber(left) && Values.IsNumber(right):
                return Fraction(Values.Number(left), Values.Number(right));
            default:
                throw new JinjaException($"'{Sign}' cannot join {Values.NameOf(left)} and {Values.NameOf(right)}");
        }
    }

    private long Whole(long left, long right)
    {
        if (right == 0 && Sign is ("//" or "%"))
        {
            throw new JinjaException("a division by 0");
        }

        try
        {
            return Sign switch
            {
                "+" => checked(left + right),
                "-" => checked(left - right),
                "*" => checked(left * right),
                "//" => (long)Math.Floor((decimal)left / right),
                "%" => left - right * (long)Math.Floor((decimal)left / right),
                _ => checked((long)Math.Pow(left, right)),
            };
        }
        catch (OverflowException)
        {
            throw new JinjaException($"{left} {Sign} {right} is too large");
        }
    }

    private double Fraction(double left, double right) =>
        Sign switch
        {
            "+" => left + right,
            "-" => left - right,
            "*" => left * right,
            "/" => right == 0 ? throw new JinjaException("a division by 0") : left / right,
            "//" => Math.Floor(left / right),
            "%" => left - right * Math.Floor(left / right),
            _ => Math.Pow(left, right),
        };
}
