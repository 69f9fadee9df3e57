using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>The names that a piece of code declares for itself.</summary>
internal static class LocalNames
{
    /// <summary>Variables, parameters, patterns, ranges of queries and local functions, at any depth.</summary>
    public static IEnumerable<string> DeclaredIn(SyntaxNode node) =>
        node.DescendantNodesAndSelf().Select(NameOf).Where(n => n.Length > 0);

    private static string NameOf(SyntaxNode node) =>
        node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
            ParameterSyntax parameter => parameter.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            ForEachStatementSyntax loop => loop.Identifier.ValueText,
            CatchDeclarationSyntax caught => caught.Identifier.ValueText,
            FromClauseSyntax from => from.Identifier.ValueText,
            LetClauseSyntax let => let.Identifier.ValueText,
            _ => "",
        };
}
