var program = Console.In.ReadToEnd();
try { new Interpreter(new Lexer(program).Tokens().ToList()).Run(); }
catch (SyntaxException e) { Console.WriteLine($"syntax error: {e.Message}"); }

sealed class SyntaxException(string message) : Exception(message);
enum Kind { Number, Name, Symbol, End }
readonly record struct Token(Kind Kind, string Text);

sealed class Lexer(string text)
{
    public IEnumerable<Token> Tokens()
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (char.IsWhiteSpace(text[i])) { i++; continue; }
            if (char.IsDigit(text[i])) { while (i < text.Length && char.IsDigit(text[i])) { i++; } yield return new(Kind.Number, text[start..i]); }
            else if (char.IsLetter(text[i])) { while (i < text.Length && char.IsLetterOrDigit(text[i])) { i++; } yield return new(Kind.Name, text[start..i]); }
            else
            {
                i += i + 1 < text.Length && text.Substring(i, 2) is "==" or "<=" or "!=" ? 2 : 1;
                yield return new(Kind.Symbol, text[start..i]);
            }
        }
        yield return new(Kind.End, "");
    }
}

sealed class Interpreter(List<Token> tokens)
{
    private delegate long Node(Dictionary<string, long> scope);
    private sealed class Return(long value) : Exception { public long Value => value; }
    private readonly Dictionary<string, (string[] Parameters, Node Body)> _functions = [];
    private int _at;
    private Token Now => tokens[_at];
    private string Take(Kind kind) => Now.Kind == kind ? tokens[_at++].Text : throw new SyntaxException($"{kind} expected, '{Now.Text}' found");
    private bool Is(string text) => Now.Text == text && Now.Kind != Kind.End && ++_at > 0;
    private void Need(string text) { if (!Is(text)) { throw new SyntaxException($"'{text}' expected, '{Now.Text}' found"); } }

    public void Run()
    {
        var statements = new List<Node>();
        while (Now.Kind != Kind.End) { statements.Add(Statement()); }
        var globals = new Dictionary<string, long>();
        statements.ForEach(s => s(globals));
    }

    private Node Statement()
    {
        if (Is("{"))
        {
            var body = new List<Node>();
            while (!Is("}")) { body.Add(Statement()); }
            return s => { foreach (var n in body) { n(s); } return 0; };
        }
        if (Is("fun"))
        {
            var name = Take(Kind.Name);
            var parameters = List(() => Take(Kind.Name)).ToArray();
            _functions[name] = (parameters, _ => 0);
            _functions[name] = (parameters, Statement());
            return _ => 0;
        }
        if (Is("while")) { var (c, b) = (Expression(), Statement()); return s => { while (c(s) != 0) { b(s); } return 0; }; }
        if (Is("if"))
        {
            var (c, yes) = (Expression(), Statement());
            Node? no = Is("else") ? Statement() : null;
            return s => c(s) != 0 ? yes(s) : no?.Invoke(s) ?? 0;
        }
        if (Is("print")) { var e = Expression(); Need(";"); return s => { Console.WriteLine(e(s)); return 0; }; }
        if (Is("return")) { var e = Expression(); Need(";"); return s => throw new Return(e(s)); }
        var target = Take(Kind.Name);
        Need("=");
        var value = Expression();
        Need(";");
        return s => s[target] = value(s);
    }

    private List<T> List<T>(Func<T> item)
    {
        var list = new List<T>();
        Need("(");
        while (!Is(")")) { list.Add(item()); Is(","); }
        return list;
    }

    private Node Expression() => Binary(0);
    private static readonly string[][] Levels = [["==", "!=", "<", "<="], ["+", "-"], ["*", "/", "%"]];
    private Node Binary(int level)
    {
        if (level == Levels.Length) { return Primary(); }
        var left = Binary(level + 1);
        while (Levels[level].Contains(Now.Text))
        {
            var (op, l, r) = (Take(Kind.Symbol), left, Binary(level + 1));
            left = op switch
            {
                "+" => s => l(s) + r(s), "-" => s => l(s) - r(s), "*" => s => l(s) * r(s), "/" => s => l(s) / r(s), "%" => s => l(s) % r(s),
                "<" => s => l(s) < r(s) ? 1 : 0, "<=" => s => l(s) <= r(s) ? 1 : 0, "==" => s => l(s) == r(s) ? 1 : 0, _ => s => l(s) != r(s) ? 1 : 0,
            };
        }
        return left;
    }
    private Node Primary()
    {
        if (Is("(")) { var e = Expression(); Need(")"); return e; }
        if (Is("-")) { var e = Primary(); return s => -e(s); }
        if (Now.Kind == Kind.Number) { var n = long.Parse(Take(Kind.Number)); return _ => n; }
        var name = Take(Kind.Name);
        if (Now.Text != "(") { return s => s.TryGetValue(name, out var v) ? v : throw new SyntaxException($"no variable {name}"); }
        var arguments = List(Expression);
        return s =>
        {
            var (parameters, body) = _functions[name];
            try { body(parameters.Zip(arguments).ToDictionary(p => p.First, p => p.Second(s))); return 0; }
            catch (Return r) { return r.Value; }
        };
    }
}
