namespace R1Code.Rewards.Mathematics;

// Everything in brackets, braces and bars.
internal sealed partial class MathParser
{
    private MathNode Bracketed(char open)
    {
        switch (open)
        {
            case '{':
                _at++;
                var group = Infix(Answer());
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

    // TeX's own {a \over b} and {n \choose k}.
    private MathNode Infix(MathNode above)
    {
        if (!Current.IsCommand("over") && !Current.IsCommand("choose"))
        {
            return above;
        }

        var isChoice = Current.IsCommand("choose");
        _at++;
        var below = Answer();
        return isChoice ? new MathNode.Function("binom", [above, below]) : MathNode.Divide(above, below);
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
}
