using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// A call as a problem writes it: an expression, a parameterless lambda, or statements that return
/// (<c>var a = new[] {2, 1}; Sort(a); return a;</c>).
/// </summary>
internal sealed record CallText(SyntaxNode Node)
{
    /// <summary>Whether the row is one expression whose value is returned.</summary>
    public bool IsExpression => Node is ExpressionSyntax;

    /// <summary>Reads a call; null where the text is neither an expression nor statements.</summary>
    public static CallText? Parse(string text, CSharpParseOptions parse)
    {
        var trimmed = text.Trim().TrimEnd(';').TrimEnd();
        if (trimmed.Length == 0)
        {
            return null;
        }

        var expression = SyntaxFactory.ParseExpression(WithoutAwait(trimmed), options: parse);
        if (!expression.ContainsDiagnostics && expression.FullSpan.Length == WithoutAwait(trimmed).Length)
        {
            return new CallText(Body(expression));
        }

        var block = "{" + text + "\n}";
        var statement = SyntaxFactory.ParseStatement(block, options: parse);
        return statement is BlockSyntax && !statement.ContainsDiagnostics && statement.FullSpan.Length == block.Length
            ? new CallText(statement)
            : null;
    }

    /// <summary>The text to compile.</summary>
    public string Render() => Node.WithoutLeadingTrivia().WithoutTrailingTrivia().ToFullString();

    // Rows await tasks by themselves.
    private static string WithoutAwait(string text) =>
        text.StartsWith("await ", StringComparison.Ordinal) ? text["await ".Length..] : text;

    private static SyntaxNode Body(ExpressionSyntax expression) =>
        expression is ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } lambda
        && lambda.AsyncKeyword == default
            ? lambda.Body
            : expression;
}
