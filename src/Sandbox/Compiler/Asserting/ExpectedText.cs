using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// The expected side of an assertion as text that compiles by itself: variables are replaced by what they were made
/// from or, where that took more than declarations, the statements go along.
/// </summary>
internal static class ExpectedText
{
    private const int MaxInlining = 8;

    /// <summary>The text.</summary>
    public static string Of(ExpressionSyntax expected, Func<SyntaxNode, IReadOnlyList<StatementSyntax>> needs)
    {
        var statements = needs(expected);
        if (statements.Count == 0)
        {
            return expected.WithoutTrivia().ToFullString();
        }

        return Inline(expected, statements)
            ?? string.Concat(statements.Select(s => s.WithoutLeadingTrivia().ToFullString() + "\n"))
                + $"return ({expected.WithoutTrivia().ToFullString()}\n);";
    }

    private static string? Inline(ExpressionSyntax expected, IReadOnlyList<StatementSyntax> statements)
    {
        if (statements.Count > MaxInlining || expected is not IdentifierNameSyntax name)
        {
            return null;
        }

        return
            statements is [LocalDeclarationStatementSyntax { Declaration: { Variables: [var variable] } declaration }]
            && variable.Identifier.ValueText == name.Identifier.ValueText
            && variable.Initializer is { } initializer
            ? Initialized(declaration.Type, initializer.Value)
            : null;
    }

    // What the declared type gave to the initializer has to be said where there is no declaration.
    private static string Initialized(TypeSyntax type, ExpressionSyntax value) =>
        value switch
        {
            InitializerExpressionSyntax => $"new {type} {value}",
            ImplicitObjectCreationExpressionSyntax creation =>
                $"new {type}{creation.ArgumentList}{creation.Initializer}",
            _ when type.IsVar => value.WithoutTrivia().ToFullString(),
            _ => $"({type})({value}\n)",
        };
}
