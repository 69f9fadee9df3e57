using System.Globalization;
using System.Numerics;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Parses answers as people and models write them. Tolerant: words behind a number are units, missing braces are guessed as
/// TeX does. What cannot be read gives null, never an exception. Depth and size are bounded.
/// </summary>
internal sealed class MathParser
{
    private const int MaxDepth = 60;
    private const int MaxDigits = 4_000;

    private static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "asin",
        "acos",
        "atan",
        "sinh",
        "cosh",
        "tanh",
        "ln",
        "exp",
        "lg",
        "abs",
        "floor",
        "ceil",
        "max",
        "min",
        "gcd",
        "lcm",
        "cbrt",
    };

    private readonly List<MathToken> _tokens;
    private int _at;
    private int _depth;
    private int _bars;

    private MathParser(List<MathToken> tokens)
    {
        _tokens = tokens;
    }

    private MathToken Current => _tokens[_at];

    /// <summary>The tree of a text; null where it cannot be read as a whole.</summary>
    public static MathNode? Parse(string text)
    {
        if (MathLexer.Read(text) is not { } tokens)
        {
            return null;
        }

        var parser = new MathParser(tokens);
        try
        {
            var node = parser.Answer();
            parser.SkipTrailing();
            return parser.Current.Kind == TokenKind.End ? node : null;
        }
        catch (MathSyntaxException)
        {
            return null;
        }
    }

    // Items side by side: a, b and c; each with its relations.
    private MathNode Answer()
    {
        var items = new List<MathNode> { Relation() };
        var alternatives = false;
        while (true)
        {
            if (!TakeSeparator(out var or))
            {
                return items.Count == 1 ? items[0] : new MathNode.List(items, alternatives);
            }

            alternatives |= or;
            if (Current.Kind == TokenKind.End || IsClosing(Current))
            {
                return items.Count == 1 ? items[0] : new MathNode.List(items, alternatives);
            }

            items.Add(Relation());
        }
    }

    private bool TakeSeparator(out bool or)
    {
        var start = _at;
        or = false;
        while (true)
        {
            if (
                Current.Is(',')
                || Current.Is(';')
                || Current.Is('∧')
                || Current.IsCommand("and")
                || IsWord("and")
                || IsWord("and/or")
            )
            {
                _at++;
            }
            else if (Current.Is('∨') || Current.IsCommand("or") || IsWord("or"))
            {
                or = true;
                _at++;
            }
            else if (Current.IsCommand("quad") || (Current.IsCommand("newline") && _depth == 0))
            {
                _at++;
            }
            else
            {
                break;
            }
        }

        // Space alone separates nothing at the end of an answer.
        return _at > start;
    }

    private bool IsWord(string word) =>
        Current.Kind == TokenKind.Text && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private MathNode Relation()
    {
        var terms = new List<MathNode>();
        var operators = new List<char>();
        SkipLeadingWords();
        terms.Add(SetExpression());
        while (
            Current.Kind == TokenKind.Sign
            && Current.Text[0] is '=' or '<' or '≤' or '>' or '≥' or '≠' or '≈' or '∈' or '≡'
        )
        {
            operators.Add(Current.Text[0]);
            _at++;
            terms.Add(SetExpression());
        }

        return terms.Count == 1 ? terms[0] : new MathNode.Relation(terms, operators);
    }

    private MathNode SetExpression()
    {
        var left = Ratio();
        while (Current.Is('∪') || Current.Is('∩') || Current.Is('∖'))
        {
            var sign = Current.Text[0];
            _at++;
            left = new MathNode.SetOperation(sign, left, Ratio());
        }

        return left;
    }

    private MathNode Ratio()
    {
        var parts = new List<MathNode> { Sum() };
        while (Current.Is(':'))
        {
            _at++;
            parts.Add(Sum());
        }

        return parts.Count == 1 ? parts[0] : new MathNode.Ratio(parts);
    }

    private MathNode Sum()
    {
        using var _ = Enter();
        var terms = new List<MathNode>();
        var sign = Current.Kind == TokenKind.Sign ? Current.Text[0] : ' ';
        if (sign is '+' or '-' or '±' or '∓')
        {
            _at++;
            terms.Add(Signed(sign, Product()));
        }
        else
        {
            terms.Add(Product());
        }

        while (Current.Kind == TokenKind.Sign && Current.Text[0] is '+' or '-' or '±' or '∓')
        {
            sign = Current.Text[0];
            _at++;
            terms.Add(Signed(sign, Product()));
        }

        return terms.Count == 1 ? terms[0] : new MathNode.Sum(terms);
    }

    private static MathNode Signed(char sign, MathNode term) =>
        sign switch
        {
            '-' => MathNode.Negate(term),
            '±' => new MathNode.PlusMinus(term, false),
            '∓' => new MathNode.PlusMinus(term, true),
            _ => term,
        };

    private MathNode Product()
    {
        var factors = new List<MathNode> { Unary() };
        var last = _at;
        while (true)
        {
            if (Current.Is('*'))
            {
                _at++;
                factors.Add(Unary());
            }
            else if (Current.Is('/'))
            {
                _at++;
                factors.Add(new MathNode.Power(Unary(), MathNode.Of(-1)));
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

    // Words behind a factor: percent counts, anything else names a unit.
    private void Unit(List<MathNode> factors)
    {
        if (MathUnits.IsPercent(Current.Text))
        {
            factors.Add(new MathNode.Number(Rational.Of(1, 100)!.Value));
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
            if (Current.IsCommand("frac") && Power() is var fraction)
            {
                if (Proper(fraction) is { } part)
                {
                    factors[^1] = Mixed(whole, part);
                    return;
                }

                factors.Add(fraction);
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

        if (plain && factors[^1] is MathNode.Number)
        {
            // 3 4 is no product: two numbers stand there.
            throw new MathSyntaxException();
        }

        factors.Add(Power());
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
        var node = Primary();
        while (true)
        {
            if (Current.Is('^'))
            {
                _at++;
                if (Current.Is('°') || (Current.Is('{') && _tokens[_at + 1].Is('°')))
                {
                    _at += Current.Is('{') ? 3 : 1;
                    continue;
                }

                node = new MathNode.Power(node, Exponent());
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
            else if (Current.Is('°') || Current.Is('\''))
            {
                _at++;
            }
            else
            {
                return node;
            }
        }
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
            TokenKind.Sign => Current.Text[0] is '(' or '[' or '{' or '«' || (Current.Is('|') && _bars == 0),
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

    private MathNode Bracketed(char open)
    {
        switch (open)
        {
            case '{':
                _at++;
                var group = Answer();
                Expect('}');
                return group;
            case '(' or '[':
                return Group(open);
            case '«':
                _at++;
                if (Take('»'))
                {
                    return new MathNode.NamedSet("∅");
                }

                if (Current.Kind == TokenKind.Command && Current.Text.StartsWith("begin:", StringComparison.Ordinal))
                {
                    return System();
                }

                if (TakesCondition())
                {
                    var condition = Answer();
                    Expect('»');
                    return condition;
                }

                var items = ItemsOf(Answer());
                Expect('»');
                return new MathNode.Set(items);
            case '|':
                _at++;
                _bars++;
                var inner = Sum();
                _bars--;
                Expect('|');
                return new MathNode.Function("abs", [inner]);
            default:
                throw new MathSyntaxException();
        }
    }

    // { x | x > 2 } and { x ∈ ℝ : x > 2 } are what their condition says.
    private bool TakesCondition()
    {
        var at = _at;
        if (_tokens[at].Kind != TokenKind.Letter)
        {
            return false;
        }

        at++;
        if (_tokens[at].Is('∈') && _tokens[at + 1].Kind == TokenKind.Command)
        {
            at += 2;
        }

        if (!_tokens[at].Is('|') && !_tokens[at].Is(':'))
        {
            return false;
        }

        _at = at + 1;
        return true;
    }

    // A system of equations behind one brace: its lines side by side.
    private MathNode System()
    {
        var lines = Primary();
        _ = Take('»');
        return lines is MathNode.Matrix matrix ? new MathNode.List([.. matrix.Rows.SelectMany(r => r)], false) : lines;
    }

    private MathNode Group(char open)
    {
        _at++;
        var bars = _bars;
        _bars = 0;
        var inner = Answer();
        _bars = bars;
        var close =
            Take(')') ? ')'
            : Take(']') ? ']'
            : throw new MathSyntaxException();
        return inner is MathNode.List list ? new MathNode.Tuple(open, list.Items, close) : inner;
    }

    private static IReadOnlyList<MathNode> ItemsOf(MathNode node) => node is MathNode.List list ? list.Items : [node];

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
            return new MathNode.NamedSet(name["mathbb:".Length..]);
        }

        if (name.StartsWith("begin:", StringComparison.Ordinal))
        {
            return Matrix(name["begin:".Length..]);
        }

        return Functions.Contains(name) ? Applied(name)
            : MathNames.IsGreek(name) ? Named(name)
            : throw new MathSyntaxException();
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

        var argument = FunctionArgument();
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

        if (environment is "cases" or "aligned" or "gathered")
        {
            // Lines, whose columns only align; a condition beside a line is part of it.
            return new MathNode.List([.. rows.SelectMany(r => r)], false);
        }

        return rows.Count > 0 && rows.All(r => r.Count == rows[0].Count && r.Count > 0)
            ? new MathNode.Matrix(rows)
            : throw new MathSyntaxException();
    }

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
            index += Current.Kind == TokenKind.End ? throw new MathSyntaxException() : Current.Text;
            _at++;
        }

        return index;
    }

    private static MathNode.Number NumberOf(string text)
    {
        if (text.Length is 0 or > MaxDigits)
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

    private void SkipLeadingWords()
    {
        while (
            Current.IsCommand("quad")
            || Current.IsCommand("therefore")
            || Current.IsCommand("implies")
            || Current.Is('→')
        )
        {
            _at++;
        }
    }

    private void SkipTrailing()
    {
        while (
            Current.Is('.')
            || Current.Is(',')
            || Current.Is(';')
            || Current.Is('。')
            || Current.Is('!')
            || Current.IsCommand("quad")
            || Current.IsCommand("newline")
            || Current.IsCommand("checkmark")
        )
        {
            _at++;
        }
    }

    private static bool IsClosing(MathToken token) =>
        token.Is(')') || token.Is(']') || token.Is('}') || token.Is('»') || token.Is('.');

    private bool Take(char sign)
    {
        if (!Current.Is(sign))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char sign)
    {
        if (!Take(sign))
        {
            throw new MathSyntaxException();
        }
    }

    private Level Enter()
    {
        if (++_depth > MaxDepth * 6)
        {
            throw new MathSyntaxException();
        }

        return new Level(this);
    }

    private readonly struct Level(MathParser parser) : IDisposable
    {
        public void Dispose() => parser._depth--;
    }
}

/// <summary>The text is no mathematics the parser knows; never leaves it.</summary>
internal sealed class MathSyntaxException : Exception;
