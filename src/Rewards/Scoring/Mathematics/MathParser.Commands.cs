using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

// Commands of TeX and functions by name.
internal sealed partial class MathParser
{
    private MathNode CommandOf(string name)
    {
        switch (name)
        {
            case "frac":
                var above = Argument();
                return MathNode.Divide(above, Argument());
            case "binom":
                var n = Argument();
                return new MathNode.Function("binom", [n, Argument()]);
            case "sqrt":
                return Root();
            case "cbrt":
                return new MathNode.Power(Argument(), new MathNode.Number(Rational.Of(1, 3)!.Value));
            case "ldots" or "dots" or "cdots":
                return new MathNode.Variable("…");
            case "pi":
                return new MathNode.Constant("π");
            case "infty" or "infinity" or "inf" or "oo":
                return new MathNode.Constant("∞");
            case "emptyset" or "varnothing":
                return new MathNode.NamedSet("∅");
            case "lfloor":
                return Between("rfloor", "floor");
            case "lceil":
                return Between("rceil", "ceil");
            case "log":
                return Logarithm();
            case "pmod" or "bmod" or "mod":
                return new MathNode.Function("@mod", [Argument()]);
        }

        if (name.StartsWith("mathbb:", StringComparison.Ordinal))
        {
            return NamedSet(name["mathbb:".Length..]);
        }

        if (name.StartsWith("begin:", StringComparison.Ordinal))
        {
            return Matrix(name["begin:".Length..]);
        }

        return Functions.Contains(name) ? Applied(name)
            : MathNames.IsGreek(name) ? Named(name)
            : throw new MathSyntaxException();
    }

    // ℝ, and ℝ^+, ℝ_+ or ℝ_{>0} for the positive numbers.
    private MathNode.NamedSet NamedSet(string name)
    {
        if (!Current.Is('^') && !Current.Is('_'))
        {
            return new MathNode.NamedSet(name);
        }

        _at++;
        var inBraces = Take('{');
        var mark = "";
        while (
            Current.Is('+')
            || Current.Is('-')
            || Current.Is('*')
            || Current.Is('>')
            || Current.Is('≥')
            || Current.Is('<')
            || Current.Is('≤')
            || Current.Kind == TokenKind.Number
        )
        {
            mark += Current.Text;
            _at++;
        }

        if (inBraces)
        {
            Expect('}');
        }

        return new MathNode.NamedSet(name + (mark == ">0" ? "+" : mark));
    }

    private MathNode.Power Root()
    {
        if (Take('['))
        {
            var degree = Sum();
            Expect(']');
            var inverse = degree is MathNode.Number { Value: { IsZero: false } n }
                ? new MathNode.Number(Rational.One.Over(n)!.Value)
                : (MathNode)new MathNode.Power(degree, MathNode.Of(-1));
            return new MathNode.Power(Argument(), inverse);
        }

        // sqrt(2) in plain text, \sqrt{2} or \sqrt2 in TeX.
        return new MathNode.Power(Argument(), new MathNode.Number(Rational.Of(1, 2)!.Value));
    }

    private MathNode.Function Logarithm()
    {
        var @base = Take('_') ? Argument() : MathNode.Of(10);
        return new MathNode.Function("log", [@base, FunctionArgument()]);
    }

    private MathNode Applied(string name)
    {
        MathNode? power = null;
        if (Take('^'))
        {
            power = Exponent();
        }

        var from = _at;
        var argument = FunctionArgument();
        if (name is "sin" or "cos" or "tan" or "cot" or "sec" or "csc" && HasDegrees(from))
        {
            argument = new MathNode.Product([
                argument,
                new MathNode.Constant("π"),
                new MathNode.Number(Rational.Of(1, 180)!.Value),
            ]);
        }

        var arguments =
            argument is MathNode.Tuple { Open: '(' } tuple && name is "max" or "min" or "gcd" or "lcm"
                ? ((MathNode.Tuple)argument).Items
                : [argument];
        // sin^{-1} is the inverse, sin^2 a power.
        if (power is MathNode.Number { Value: { Sign: < 0, IsInteger: true } } && name is "sin" or "cos" or "tan")
        {
            return new MathNode.Function("arc" + name, arguments);
        }

        var applied = new MathNode.Function(name, arguments);
        return power is null ? applied : new MathNode.Power(applied, power);
    }

    // Elsewhere ° is read over like any unit; of an angle's function it decides the value.
    private bool HasDegrees(int from) => _tokens.Skip(from).Take(_at - from).Any(t => t.Is('°'));

    // sin x cos x: an argument without parentheses ends before the next function.
    private MathNode FunctionArgument()
    {
        if (Current.Is('(') || Current.Is('{') || Current.Is('['))
        {
            return Primary();
        }

        var factors = new List<MathNode>();
        if (Current.Is('-'))
        {
            _at++;
            factors.Add(MathNode.Of(-1));
        }

        do
        {
            factors.Add(Power());
        } while (
            Current.Kind is TokenKind.Number or TokenKind.Letter
            || Current.IsCommand("pi")
            || Current.IsCommand("frac")
            || Current.IsCommand("sqrt")
            || MathNames.IsGreek(Current.Kind == TokenKind.Command ? Current.Text : "")
        );
        return factors.Count == 1 ? factors[0] : new MathNode.Product(factors);
    }

    private MathNode.Function Between(string close, string function)
    {
        var inner = Sum();
        if (!Current.IsCommand(close))
        {
            throw new MathSyntaxException();
        }

        _at++;
        return new MathNode.Function(function, [inner]);
    }

    private MathNode Matrix(string environment)
    {
        if (
            environment
            is not (
                "matrix"
                or "pmatrix"
                or "bmatrix"
                or "Bmatrix"
                or "vmatrix"
                or "Vmatrix"
                or "array"
                or "smallmatrix"
                or "cases"
                or "aligned"
                or "gathered"
            )
        )
        {
            throw new MathSyntaxException();
        }

        if (environment == "array" && Current.Is('{'))
        {
            while (!Take('}'))
            {
                _at = Current.Kind == TokenKind.End ? throw new MathSyntaxException() : _at + 1;
            }
        }

        _depth += 1;
        var rows = new List<IReadOnlyList<MathNode>>();
        var row = new List<MathNode>();
        while (true)
        {
            if (Current.Kind == TokenKind.Command && Current.Text.StartsWith("end:", StringComparison.Ordinal))
            {
                _at++;
                break;
            }

            if (Current.IsCommand("newline"))
            {
                _at++;
                rows.Add(row);
                row = [];
            }
            else if (!Take('&'))
            {
                row.Add(Relation());
            }
        }

        _depth -= 1;
        if (row.Count > 0)
        {
            rows.Add(row);
        }

        if (rows.Count == 0)
        {
            throw new MathSyntaxException();
        }

        if (environment is "cases" or "aligned" or "gathered")
        {
            // Lines, whose columns only align; a condition beside a line is part of it.
            return new MathNode.List([.. rows.SelectMany(r => r)], false);
        }

        if (environment == "vmatrix" && rows.All(r => r.Count == rows.Count))
        {
            return MatrixArithmetic.Determinant(rows) ?? throw new MathSyntaxException();
        }

        return rows.All(r => r.Count == rows[0].Count && r.Count > 0)
            ? new MathNode.Matrix(rows)
            : throw new MathSyntaxException();
    }
}
