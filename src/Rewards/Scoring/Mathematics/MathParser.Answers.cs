namespace R1Code.Rewards.Mathematics;

// The outer levels: answers side by side, relations, sets, ratios, sums.
internal sealed partial class MathParser
{
    // Items side by side: a, b and c; each with its relations.
    private MathNode Answer()
    {
        var items = new List<MathNode> { Relation() };
        var alternatives = false;
        while (true)
        {
            if (IsConditionAhead())
            {
                items.Add(Primary());
                continue;
            }

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

    // The (k ∈ ℤ) behind a solution says of what kind k is; it is no factor.
    private bool IsConditionAhead() =>
        Current.Is('(')
        && _tokens[_at + 1].Kind is TokenKind.Letter or TokenKind.Command
        && _at + 2 < _tokens.Count
        && _tokens[_at + 2].Is('∈');

    private bool IsWord(string word) =>
        Current.Kind == TokenKind.Text && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private MathNode Relation()
    {
        var terms = new List<MathNode>();
        var operators = new List<char>();
        SkipLeadingWords();
        terms.Add(SetExpression());
        while (IsRelation(Current) || (Current.Is('&') && IsRelation(_tokens[_at + 1])))
        {
            _ = Take('&');
            operators.Add(Current.Text[0]);
            _at++;
            _ = Take('&');
            terms.Add(SetExpression());
        }

        return terms.Count == 1 ? terms[0] : new MathNode.Relation(terms, operators);
    }

    private static bool IsRelation(MathToken token) =>
        token.Kind == TokenKind.Sign && token.Text[0] is '=' or '<' or '≤' or '>' or '≥' or '≠' or '≈' or '∈' or '≡';

    private MathNode SetExpression()
    {
        var left = WithoutSet(Ratio());
        while (Current.Is('∪') || Current.Is('∩') || Current.Is('∖'))
        {
            var sign = Current.Text[0];
            _at++;
            left = new MathNode.SetOperation(sign, left, Ratio());
        }

        return left;
    }

    // ℝ − {2} is ℝ ∖ {2}.
    private static MathNode WithoutSet(MathNode node) =>
        node
            is MathNode.Sum
            {
                Terms: [
                    (MathNode.NamedSet or MathNode.Set or MathNode.Tuple { Items.Count: 2 })
                    and var all,
                    MathNode.Product { Factors: [MathNode.Number { Value.Sign: < 0 }, MathNode.Set taken] },
                ]
            }
            ? new MathNode.SetOperation('∖', all, taken)
            : node;

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
}
