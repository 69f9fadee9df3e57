namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>Reads a template's statements.</summary>
internal sealed class TemplateParser : ExpressionParser
{
    private const int Deepest = 100;

    private int _depth;

    private TemplateParser(List<Token> tokens)
        : base(tokens) { }

    public static IReadOnlyList<Statement> Parse(string source)
    {
        var parser = new TemplateParser(Lexer.Tokens(source));
        var (body, _) = parser.Body();
        return body;
    }

    /// <summary>Statements up to a block that begins with one of the given words, which is taken; or to the end of the template.</summary>
    private (IReadOnlyList<Statement> Body, string End) Body(params string[] ends)
    {
        if (++_depth > Deepest)
        {
            throw Fault($"blocks stand more than {Deepest} deep");
        }

        var body = new List<Statement>();
        while (Next.Kind != TokenKind.End)
        {
            switch (TakeAny())
            {
                case { Kind: TokenKind.Data, Text: var text }:
                    body.Add(new Write(new Literal(TracedText.Of(text))));
                    break;
                case { Kind: TokenKind.OutputBegin }:
                    body.Add(new Write(Tuple()));
                    Take(TokenKind.OutputEnd);
                    break;
                default:
                    var word = Take(TokenKind.Name).Text;
                    if (ends.Contains(word))
                    {
                        _depth--;
                        return (body, word);
                    }

                    body.Add(Block(word));
                    break;
            }
        }

        if (ends.Length > 0)
        {
            throw Fault($"the template ends before '{ends[^1]}'");
        }

        _depth--;
        return (body, "");
    }

    private Statement Block(string word)
    {
        switch (word)
        {
            case "if":
                return If();
            case "for":
                return For();
            case "set":
                return Set();
            case "macro":
                return Macro();
            case "filter":
                var filters = FilterChain(Filter(new Name(BlockText.Name)));
                return new FilterBlock(EndedBody("endfilter"), filters);
            case "generation":
                return new Generation(EndedBody("endgeneration"));
            case "break":
                Take(TokenKind.BlockEnd);
                return new Leave(Flow.Break);
            case "continue":
                Take(TokenKind.BlockEnd);
                return new Leave(Flow.Continue);
            default:
                throw Fault(
                    $"the block '{word}' is not supported (if, for, set, macro, filter, generation, raw, break and continue are)"
                );
        }
    }

    private IReadOnlyList<Statement> EndedBody(string end)
    {
        Take(TokenKind.BlockEnd);
        var (body, _) = Body(end);
        if (end == "endmacro" && Next.Kind == TokenKind.Name)
        {
            TakeAny();
        }

        Take(TokenKind.BlockEnd);
        return body;
    }

    private If If()
    {
        var branches = new List<(Expression, IReadOnlyList<Statement>)>();
        IReadOnlyList<Statement> otherwise = [];
        var word = "if";
        while (word is "if" or "elif")
        {
            var test = Tuple();
            Take(TokenKind.BlockEnd);
            (var body, word) = Body("elif", "else", "endif");
            branches.Add((test, body));
        }

        if (word == "else")
        {
            Take(TokenKind.BlockEnd);
            (otherwise, _) = Body("endif");
        }

        Take(TokenKind.BlockEnd);
        return new If(branches, otherwise);
    }

    private For For()
    {
        var names = Names();
        if (!TakeName("in"))
        {
            throw Fault("'in' is expected in a for block");
        }

        var source = Or();
        if (IsSign(","))
        {
            var items = new List<Expression> { source };
            while (TakeSign(","))
            {
                items.Add(Or());
            }

            source = new ListOf(items);
        }

        var filter = TakeName("if") ? Expression() : null;
        if (TakeName("recursive"))
        {
            throw Fault("recursive loops are not supported");
        }

        Take(TokenKind.BlockEnd);
        IReadOnlyList<Statement> otherwise = [];
        var (body, word) = Body("else", "endfor");
        if (word == "else")
        {
            Take(TokenKind.BlockEnd);
            (otherwise, _) = Body("endfor");
        }

        Take(TokenKind.BlockEnd);
        return new For(names, source, filter, body, otherwise);
    }

    private Statement Set()
    {
        var names = Names();
        var attribute = names.Count == 1 && TakeSign(".") ? Take(TokenKind.Name).Text : null;
        if (TakeSign("="))
        {
            var value = Tuple();
            Take(TokenKind.BlockEnd);
            return new Set(names, attribute, value);
        }

        if (names.Count > 1 || attribute is not null)
        {
            throw Fault("'=' is expected");
        }

        var filters = FilterChain(new Name(BlockText.Name));
        return new SetBlock(names[0], EndedBody("endset"), filters);
    }

    private Macro Macro()
    {
        var name = Take(TokenKind.Name).Text;
        Require("(");
        var parameters = new List<(string, Expression?)>();
        while (!TakeSign(")"))
        {
            var parameter = Take(TokenKind.Name).Text;
            parameters.Add((parameter, TakeSign("=") ? Expression() : null));
            if (!IsSign(")"))
            {
                Require(",");
            }
        }

        return new Macro(name, parameters, EndedBody("endmacro"));
    }

    private List<string> Names()
    {
        var isBracketed = TakeSign("(");
        var names = new List<string> { Take(TokenKind.Name).Text };
        while (TakeSign(","))
        {
            names.Add(Take(TokenKind.Name).Text);
        }

        if (isBracketed)
        {
            Require(")");
        }

        return names;
    }
}
