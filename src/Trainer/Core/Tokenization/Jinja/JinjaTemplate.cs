namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>What a template gave.</summary>
/// <param name="Text">The text, each character with its source.</param>
/// <param name="Generated">The stretches that the template marks as written by the assistant, if it marks any.</param>
internal sealed record Rendering(TracedText Text, IReadOnlyList<Range> Generated);

/// <summary>
/// A template in the part of Jinja2 that chat templates use: output, if, for, set, macro, filter blocks, filters, tests and
/// the methods of texts and mappings. Not covered: inheritance and includes, recursive loops, call blocks, format codes.
/// Whatever is not covered is an error with its line, and a rendering has a budget of steps and characters.
/// </summary>
internal sealed class JinjaTemplate
{
    private readonly IReadOnlyList<Statement> _body;

    private JinjaTemplate(IReadOnlyList<Statement> body) => _body = body;

    /// <summary>Reads a template.</summary>
    /// <exception cref="JinjaException">The template is malformed or asks for something not covered.</exception>
    public static JinjaTemplate Parse(string source) => new(TemplateParser.Parse(source));

    /// <summary>Renders it.</summary>
    /// <param name="values">What its names stand for.</param>
    /// <exception cref="JinjaException">The template raised an exception or ran out of its budget.</exception>
    public Rendering Render(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var budget = new Budget();
        var scope = Scope.Global(budget);
        foreach (var (name, function) in Functions.All)
        {
            scope.Set(name, function);
        }

        foreach (var (name, value) in values)
        {
            scope.Set(name, value);
        }

        var output = new Output(budget);
        Statement.RunAll(_body, scope, output);
        return new Rendering(output.Text(), output.Generated);
    }
}
