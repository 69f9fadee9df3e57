using System.Globalization;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>Reads expressions, loosest binding first: choice, or, and, not, comparison, sum, join, product, power, sign.</summary>
internal class ExpressionParser(List<Token> tokens)
{
    private const int Deepest = 200;

    private static readonly HashSet<string> Comparisons = ["==", "!=", "<", ">", "<=", ">="];

    private int _at;
    private int _depth;

    protected Token Next => tokens[_at];

    protected Expression Expression() =>
        Deeper(() =>
        {
            var value = Or();
            while (TakeName("if"))
            {
                var test = Or();
                value = new Choice(test, value, TakeName("else") ? Expression() : null);
            }

            return value;
        });

    /// <summary>An expression, or several with commas as a tuple.</summary>
    protected Expression Tuple()
    {
        var first = Expression();
        if (!IsSign(","))
        {
            return first;
        }

        var items = new List<Expression> { first };
        while (TakeSign(",") && Next.Kind is not (TokenKind.BlockEnd or TokenKind.OutputEnd) && !IsSign(")"))
        {
            items.Add(Expression());
        }

        return new ListOf(items);
    }

    protected Expression Or()
    {
        var left = And();
        while (TakeName("or"))
        {
            left = new Either(true, left, And());
        }

        return left;
    }

    /// <summary>Filters behind a value: <c>| a | b(c)</c>.</summary>
    protected Expression FilterChain(Expression target)
    {
        while (TakeSign("|"))
        {
            target = Filter(target);
        }

        return target;
    }

    protected Expression Filter(Expression target)
    {
        var name = Dotted();
        Filters.Require(name, Next.Line);
        return new Filtered(target, name, IsSign("(") ? CallArguments() : Arguments.None);
    }

    protected bool TakeName(string name)
    {
        if (Next.Kind != TokenKind.Name || Next.Text != name)
        {
            return false;
        }

        _at++;
        return true;
    }

    protected bool TakeSign(string sign)
    {
        if (!IsSign(sign))
        {
            return false;
        }

        _at++;
        return true;
    }

    protected bool IsSign(string sign) => Next.Kind == TokenKind.Sign && Next.Text == sign;

    protected Token Take(TokenKind kind)
    {
        var token = Next;
        if (token.Kind != kind)
        {
            throw Fault($"{Describe(token)} is not expected here");
        }

        _at++;
        return token;
    }

    protected void Require(string sign)
    {
        if (!TakeSign(sign))
        {
            throw Fault($"'{sign}' is expected, not {Describe(Next)}");
        }
    }

    protected Token TakeAny() => tokens[_at++];

    protected Token Ahead(int count) => tokens[Math.Min(_at + count, tokens.Count - 1)];

    protected JinjaException Fault(string what) => new($"line {Next.Line}: {what}");

    protected Arguments CallArguments()
    {
        Require("(");
        var (places, names) = (new List<Expression>(), new List<(string, Expression)>());
        while (!TakeSign(")"))
        {
            if (IsSign("*") || IsSign("**"))
            {
                throw Fault("arguments out of lists (*, **) are not supported");
            }

            if (Next.Kind == TokenKind.Name && Ahead(1) is { Kind: TokenKind.Sign, Text: "=" })
            {
                var name = TakeAny().Text;
                Require("=");
                names.Add((name, Expression()));
            }
            else
            {
                places.Add(Expression());
            }

            if (!IsSign(")"))
            {
                Require(",");
            }
        }

        return new Arguments(places, names);
    }

    /// <summary>The parser calls itself for what stands within: a template must not end the process.</summary>
    private Expression Deeper(Func<Expression> read)
    {
        if (++_depth > Deepest)
        {
            throw Fault($"an expression stands more than {Deepest} deep");
        }

        var value = read();
        _depth--;
        return value;
    }

    private static string Describe(Token token) =>
        token.Kind switch
        {
            TokenKind.End => "the end of the template",
            TokenKind.BlockEnd or TokenKind.OutputEnd => "the end of the tag",
            _ => $"'{token.Text}'",
        };

    private Expression And()
    {
        var left = Negation();
        while (TakeName("and"))
        {
            left = new Either(false, left, Negation());
        }

        return left;
    }

    private Expression Negation() => TakeName("not") ? Deeper(() => new Not(Negation())) : Compared();

    private Expression Compared()
    {
        var first = Sum();
        var rest = new List<(string, Expression)>();
        while (true)
        {
            if (Next.Kind == TokenKind.Sign && Comparisons.Contains(Next.Text))
            {
                rest.Add((TakeAny().Text, Sum()));
            }
            else if (TakeName("in"))
            {
                rest.Add(("in", Sum()));
            }
            else if (Next is { Kind: TokenKind.Name, Text: "not" } && Ahead(1) is { Kind: TokenKind.Name, Text: "in" })
            {
                _at += 2;
                rest.Add(("not in", Sum()));
            }
            else
            {
                return rest.Count == 0 ? first : new Comparison(first, rest);
            }
        }
    }

    private Expression Sum()
    {
        var left = Join();
        while (IsSign("+") || IsSign("-"))
        {
            left = new Arithmetic(TakeAny().Text, left, Join());
        }

        return left;
    }

    private Expression Join()
    {
        var parts = new List<Expression> { Product() };
        while (TakeSign("~"))
        {
            parts.Add(Product());
        }

        return parts.Count == 1 ? parts[0] : new Joined(parts);
    }

    private Expression Product()
    {
        var left = Power();
        while (IsSign("*") || IsSign("/") || IsSign("//") || IsSign("%"))
        {
            left = new Arithmetic(TakeAny().Text, left, Power());
        }

        return left;
    }

    private Expression Power()
    {
        var left = Unary(withFilters: true);
        while (TakeSign("**"))
        {
            left = new Arithmetic("**", left, Unary(withFilters: true));
        }

        return left;
    }

    private Expression Unary(bool withFilters)
    {
        var value =
            TakeSign("-") ? Deeper(() => new Signed(true, Unary(withFilters: false)))
            : TakeSign("+") ? Deeper(() => new Signed(false, Unary(withFilters: false)))
            : Postfix(Primary());
        return withFilters ? FiltersAndTests(value) : value;
    }

    private Expression FiltersAndTests(Expression value)
    {
        while (true)
        {
            if (TakeSign("|"))
            {
                value = Filter(value);
            }
            else if (TakeName("is"))
            {
                value = Test(value);
            }
            else if (IsSign("("))
            {
                value = new Call(value, CallArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Tested Test(Expression target)
    {
        var isNegated = TakeName("not");
        var name = Dotted();
        Tests.Require(name, Next.Line);
        if (IsSign("("))
        {
            return new Tested(target, name, isNegated, CallArguments());
        }

        var takesOperand =
            Next.Kind is TokenKind.String or TokenKind.Number
            || IsSign("[")
            || IsSign("{")
            || (
                Next.Kind == TokenKind.Name
                && Next.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not")
            );
        return new Tested(
            target,
            name,
            isNegated,
            takesOperand ? new Arguments([Postfix(Primary())], []) : Arguments.None
        );
    }

    private string Dotted()
    {
        var name = Take(TokenKind.Name).Text;
        while (TakeSign("."))
        {
            name += "." + Take(TokenKind.Name).Text;
        }

        return name;
    }

    private Expression Postfix(Expression value)
    {
        while (true)
        {
            if (TakeSign("."))
            {
                value =
                    Next.Kind == TokenKind.Number
                        ? new Item(value, Number(TakeAny().Text))
                        : new Attribute(value, Take(TokenKind.Name).Text);
            }
            else if (TakeSign("["))
            {
                value = Subscript(value);
            }
            else if (IsSign("("))
            {
                value = new Call(value, CallArguments());
            }
            else
            {
                return value;
            }
        }
    }

    private Expression Subscript(Expression target)
    {
        var first = IsSign(":") ? null : Expression();
        if (TakeSign("]"))
        {
            return new Item(target, first!);
        }

        Require(":");
        var to = IsSign(":") || IsSign("]") ? null : Expression();
        var step = TakeSign(":") && !IsSign("]") ? Expression() : null;
        Require("]");
        return new Stretch(target, first, to, step);
    }

    private Expression Primary()
    {
        var token = TakeAny();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new Literal(true),
                    "false" or "False" => new Literal(false),
                    "none" or "None" => new Literal(null),
                    _ => new Name(token.Text),
                };
            case TokenKind.Number:
                return Number(token.Text);
            case TokenKind.String:
                var text = token.Text;
                while (Next.Kind == TokenKind.String)
                {
                    text += TakeAny().Text;
                }

                return new Literal(TracedText.Of(text));
            case TokenKind.Sign when token.Text == "(":
                return Bracket();
            case TokenKind.Sign when token.Text == "[":
                return new ListOf(Several("]", Expression));
            case TokenKind.Sign when token.Text == "{":
                return new MapOf(Several("}", Entry));
            default:
                _at--;
                throw Fault($"{Describe(token)} is not expected here");
        }
    }

    private Expression Bracket()
    {
        if (TakeSign(")"))
        {
            return new ListOf([]);
        }

        var value = Tuple();
        Require(")");
        return value;
    }

    private (Expression, Expression) Entry()
    {
        var key = Expression();
        Require(":");
        return (key, Expression());
    }

    private List<T> Several<T>(string close, Func<T> read)
    {
        var items = new List<T>();
        while (!TakeSign(close))
        {
            items.Add(read());
            if (!IsSign(close))
            {
                Require(",");
            }
        }

        return items;
    }

    private Literal Number(string text) =>
        text.Contains('.', StringComparison.Ordinal)
            ? new Literal(double.Parse(text, CultureInfo.InvariantCulture))
            : new Literal(
                long.TryParse(text, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Fault($"the number {text} is too large")
            );
}
