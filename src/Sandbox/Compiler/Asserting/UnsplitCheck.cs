using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Emitting;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// A condition that could not be split is decided beside the submission, so the submission must have no say in it but
/// by the values it returns: no operators, conversions or <c>Equals</c> of its own, no namesakes of framework types and
/// no extension methods that stand before the framework's.
/// </summary>
internal static class UnsplitCheck
{
    /// <summary>The reason not to trust the row, or null.</summary>
    public static string? Distrust(SyntaxNode row, string? entryPoint, SemanticModel model)
    {
        foreach (var node in row.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (IsOperator(node) && model.GetSymbolInfo(node).Symbol is IMethodSymbol op && IsSubmitted(op))
            {
                return "an operator of the submission";
            }

            if (
                model.GetConversion(node) is { IsUserDefined: true, MethodSymbol: { } conversion }
                && IsSubmitted(conversion)
            )
            {
                return "a conversion of the submission";
            }

            if (node is SimpleNameSyntax && Distrust(model.GetSymbolInfo(node).Symbol, entryPoint, model) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private static string? Distrust(ISymbol? symbol, string? entryPoint, SemanticModel model) =>
        symbol switch
        {
            null => null,
            _ when !IsSubmitted(symbol) || symbol.Name == entryPoint => null,
            INamedTypeSymbol type when IsNamesake(type, model.Compilation) => $"the submission's own type {type.Name}",
            IMethodSymbol { ReducedFrom: not null } => $"the submission's extension method {symbol.Name}",
            IMethodSymbol { Name: "Equals" or "CompareTo" or "GetHashCode" } => $"the submission's own {symbol.Name}",
            _ => null,
        };

    private static bool IsOperator(ExpressionSyntax node) =>
        node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax;

    // Declared in source, but not by the test program: its tree has no file of the submission.
    private static bool IsSubmitted(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.StartsWith('<'));

    private static bool IsNamesake(INamedTypeSymbol type, Compilation compilation) =>
        ImplicitUsings
            .Namespaces.SelectMany(n => new[] { $"{n}.{type.MetadataName}" })
            .Any(name => compilation.GetTypesByMetadataName(name).Any(t => t.DeclaringSyntaxReferences.IsEmpty));
}
