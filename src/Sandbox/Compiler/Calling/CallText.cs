using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// A call as a problem writes it: an expression, a parameterless lambda, or statements that return
/// (<c>var a = new[] {2, 1}; Sort(a); return a;</c>).
/// </summary>
/// <param name="Node">The expression whose value is the row's, or a block that returns it.</param>
internal sealed record CallText(SyntaxNode Node)
{
    /// <summary>Statements that run before <see cref="Node"/>.</summary>
    public IReadOnlyList<StatementSyntax> Before { get; init; } = [];

    /// <summary>Whether the row is one expression whose value is returned.</summary>
    public bool IsExpression => Node is ExpressionSyntax;

    /// <summary>All nodes of the call.</summary>
    public IEnumerable<SyntaxNode> Parts => Before.Append(Node);

    /// <summary>Reads a call; null where the text is neither an expression nor statements.</summary>
    public static CallText? Parse(string text, CSharpParseOptions parse)
    {
        var trimmed = WithoutAwait(text.Trim().TrimEnd(';').TrimEnd());
        if (trimmed.Length == 0)
        {
            return null;
        }

        var expression = SyntaxFactory.ParseExpression(trimmed, options: parse);
        if (!expression.ContainsDiagnostics && expression.FullSpan.Length == trimmed.Length)
        {
            return new CallText(Body(expression));
        }

        var block = "{" + text + "\n}";
        var statement = SyntaxFactory.ParseStatement(block, options: parse);
        return statement is BlockSyntax && !statement.ContainsDiagnostics && statement.FullSpan.Length == block.Length
            ? new CallText(statement)
            : null;
    }

    /// <summary>Reads all calls of a request; <paramref name="faulty"/> is the first that is none, or −1.</summary>
    public static List<CallText> ParseAll(IReadOnlyList<string> texts, CSharpParseOptions parse, out int faulty)
    {
        var calls = new List<CallText>(texts.Count);
        foreach (var text in texts)
        {
            if (Parse(text, parse) is not { } call)
            {
                faulty = calls.Count;
                return calls;
            }

            calls.Add(call);
        }

        faulty = -1;
        return calls;
    }

    /// <summary>The text of <see cref="Node"/> to compile.</summary>
    public string Render() => Render(Node);

    /// <summary>The text of <see cref="Before"/> to compile, each statement ended by a line break.</summary>
    public string RenderBefore() => string.Concat(Before.Select(s => Render(s) + "\n"));

    // A line break after the text ends a comment it may end with.
    private static string Render(SyntaxNode node) => node.WithoutLeadingTrivia().WithoutTrailingTrivia().ToFullString();

    // Rows await tasks by themselves.
    private static string WithoutAwait(string text) =>
        text.StartsWith("await ", StringComparison.Ordinal) ? text["await ".Length..] : text;

    private static SyntaxNode Body(ExpressionSyntax expression) =>
        expression is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } lambda
        && lambda.AsyncKeyword == default
            ? lambda.Body
            : expression;
}
