using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

// The inner levels: products with units and mixed numbers, powers, single operands.
internal sealed partial class MathParser
{
    private MathNode Product()
    {
        var factors = new List<MathNode> { Unary() };
        var last = _at;
        while (true)
        {
            if (Current.Is('*'))
            {
                _at++;
                AddFactor(factors, Unary());
            }
            else if (Current.Is('/'))
            {
                _at++;
                AddFactor(factors, new MathNode.Power(Unary(), MathNode.Of(-1)));
            }
            else if (Current.Kind == TokenKind.Text && !IsWord("and") && !IsWord("or") && !IsWord("and/or"))
            {
                Unit(factors);
            }
            else if (StartsFactor())
            {
                Juxtapose(factors, last);
            }
            else
            {
                break;
            }

            last = _at;
        }

        return factors.Count == 1 ? factors[0] : new MathNode.Product(factors);
    }

    // Words among factors name a unit: m / s, m s^{-1}, the fraction of two.
    private static void AddFactor(List<MathNode> factors, MathNode factor)
    {
        if (!IsUnit(factor) || !factors.Exists(f => !IsUnit(f)))
        {
            factors.Add(factor);
        }
    }

    private static bool IsUnit(MathNode node) =>
        node switch
        {
            MathNode.Text t => !MathUnits.ChangesValue(t.Words),
            MathNode.Power { Exponent: MathNode.Number } p => IsUnit(p.Base),
            MathNode.Product p => p.Factors.All(IsUnit),
            _ => false,
        };

    // Words behind a factor: percent and thousands count, what is no unit says something else, and the rest is read over.
    private void Unit(List<MathNode> factors)
    {
        if (MathUnits.IsPercent(Current.Text))
        {
            factors.Add(new MathNode.Number(Rational.Of(1, 100)!.Value));
        }
        else if (NumberWords.Multiplier(Current.Text.ToLowerInvariant()) is { } scale)
        {
            factors.Add(new MathNode.Number(Rational.Of(scale)));
        }
        else if (MathUnits.ChangesValue(Current.Text))
        {
            throw new MathSyntaxException();
        }

        _at++;
        // cm^2: the unit's own power.
        if (Current.Is('^') && _at + 1 < _tokens.Count)
        {
            _at++;
            _ = Argument();
        }
    }

    // Two factors without a sign between them: a product, or a mixed number such as 1 1/2.
    private void Juxtapose(List<MathNode> factors, int from)
    {
        var plain = Current.Kind == TokenKind.Number;
        var before = _at;
        if (
            factors[^1] is MathNode.Number { Decimals: 0, Value.IsInteger: true } whole
            && _tokens[from - 1].Kind == TokenKind.Number
        )
        {
            if (Current.IsCommand("frac"))
            {
                var fraction = Primary();
                if (Proper(fraction) is { } part)
                {
                    factors[^1] = Postfixed(Mixed(whole, part));
                    return;
                }

                AddFactor(factors, Postfixed(fraction));
                return;
            }

            if (plain && _tokens[_at + 1].Is('/') && _tokens[_at + 2].Kind == TokenKind.Number)
            {
                var above = (MathNode.Number)Primary();
                _at++;
                if (Primary() is MathNode.Number below && Proper(MathNode.Divide(above, below)) is { } part)
                {
                    factors[^1] = Mixed(whole, part);
                    return;
                }

                _at = before;
            }
        }

        if (
            plain
            && (
                factors[^1] is MathNode.Number
                || _tokens[_at - 1].Is('%')
                || (
                    factors[^1] is MathNode.Function { Name: "factorial", Arguments: [MathNode.Number] }
                    && !_tokens[_at + 1].Is('!')
                )
            )
        )
        {
            // 3 4 is no product: two numbers stand there.
            throw new MathSyntaxException();
        }

        AddFactor(factors, Power());
    }

    private static MathNode.Number Mixed(MathNode.Number whole, Rational part) =>
        new(whole.Value.Sign < 0 ? whole.Value - part : whole.Value + part);

    private static Rational? Proper(MathNode node) =>
        node
            is MathNode.Product
            {
                Factors: [
                    MathNode.Number { Value.IsInteger: true } above,
                    MathNode.Power
                    {
                        Base: MathNode.Number { Value.IsInteger: true } below,
                        Exponent: MathNode.Number { Value: { Sign: < 0 } }
                    },
                ]
            }
        && above.Value.Sign > 0
        && below.Value > above.Value
            ? above.Value.Over(below.Value)
            : null;

    private MathNode Unary()
    {
        if (Current.Is('-') || Current.Is('+'))
        {
            using var _ = Enter();
            var negative = Current.Is('-');
            _at++;
            var operand = Unary();
            return negative ? MathNode.Negate(operand) : operand;
        }

        return Power();
    }

    private MathNode Power()
    {
        using var _ = Enter();
        return Postfixed(Primary());
    }

    private MathNode Postfixed(MathNode node)
    {
        while (true)
        {
            if (Current.Is('^'))
            {
                _at++;
                if (TakeRaised(node))
                {
                    continue;
                }

                node = new MathNode.Power(node, Exponent());
            }
            else if (node is MathNode.Number && Take('_'))
            {
                // 1011_2: digits that only their base explains. Equal to the same digits in the same base.
                node = new MathNode.Function("@base " + Index(), [node]);
            }
            else if (Current.Is('!'))
            {
                _at++;
                node = new MathNode.Function("factorial", [node]);
            }
            else if (Current.Is('%'))
            {
                _at++;
                node = new MathNode.Product([node, new MathNode.Number(Rational.Of(1, 100)!.Value)]);
            }
            else if (Current.Is('°') || (Current.Is('\'') && node is MathNode.Number))
            {
                _at++;
            }
            else
            {
                return node;
            }
        }
    }

    // What is raised and no exponent: degrees, with the letter o for their sign too, and the th of 25th.
    private bool TakeRaised(MathNode node)
    {
        var inBraces = Current.Is('{');
        var raised = _tokens[Math.Min(_at + (inBraces ? 1 : 0), _tokens.Count - 1)];
        var closes = !inBraces || (_at + 2 < _tokens.Count && _tokens[_at + 2].Is('}'));
        if (
            !closes
            || !(raised.Is('°') || (node is MathNode.Number && raised is { Text: "o" or "th" or "st" or "nd" or "rd" }))
        )
        {
            return false;
        }

        _at += inBraces ? 3 : 1;
        return true;
    }

    private MathNode Exponent()
    {
        if (Current.Is('-') || Current.Is('+'))
        {
            return Unary();
        }

        return Current.Is('{') ? Argument()
            : Current.Kind == TokenKind.Number ? Primary()
            : Argument();
    }

    // {…}, or as TeX does: one letter, one command, or one digit.
    private MathNode Argument()
    {
        using var _ = Enter();
        if (Current.Is('{'))
        {
            _at++;
            var inner = Answer();
            Expect('}');
            return inner;
        }

        if (Current.Kind == TokenKind.Number && Current.Text.Length > 1)
        {
            var text = Current.Text;
            _tokens[_at] = Current with { Text = text[1..].TrimStart('.'), SpaceBefore = false };
            return char.IsAsciiDigit(text[0]) ? MathNode.Of(text[0] - '0') : throw new MathSyntaxException();
        }

        return Primary();
    }

    private bool StartsFactor() =>
        Current.Kind switch
        {
            TokenKind.Number or TokenKind.Letter => true,
            TokenKind.Sign => (Current.Text[0] is '(' or '[' or '{' or '«' && !IsConditionAhead())
                || (Current.Is('|') && _bars == 0),
            TokenKind.Command => Current.Text
                is "frac"
                    or "sqrt"
                    or "pi"
                    or "infty"
                    or "log"
                    or "binom"
                    or "lfloor"
                    or "lceil"
                    or "cbrt"
                    or "infinity"
                || Functions.Contains(Current.Text)
                || Current.Text.StartsWith("begin:", StringComparison.Ordinal)
                || Current.Text is "pmod" or "bmod" or "mod"
                || MathNames.IsGreek(Current.Text),
            _ => false,
        };

    private MathNode Primary()
    {
        using var _ = Enter();
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return NumberOf(token.Text);
            case TokenKind.Letter:
                _at++;
                return Named(token.Text);
            case TokenKind.Text:
                _at++;
                return new MathNode.Text(Words(token.Text));
            case TokenKind.Command:
                _at++;
                return CommandOf(token.Text);
            case TokenKind.Sign:
                return Bracketed(token.Text[0]);
            default:
                throw new MathSyntaxException();
        }
    }

    // Words that follow words belong to one phrase.
    private string Words(string first)
    {
        var words = first;
        while (Current.Kind == TokenKind.Text && !IsWord("and") && !IsWord("or"))
        {
            words += " " + Current.Text;
            _at++;
        }

        return words;
    }
}
