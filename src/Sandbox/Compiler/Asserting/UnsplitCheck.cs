using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Calling;
using R1Code.Sandbox.Compiler.Emitting;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// A condition that could not be split is decided beside the submission, so the submission must have no say in it but
/// by the values it returns: no operators, conversions or <c>Equals</c> of its own, no namesakes of framework types, no
/// extension methods that stand before the framework's, no objects of its own behind the framework's interfaces, and none
/// of the <see cref="SubmissionPowers"/> that reach what decides.
/// </summary>
internal sealed class UnsplitCheck(SemanticModel model, string? entryPoint)
{
    private readonly Lazy<string?> _powers = new(() => SubmissionPowers.Of(model.Compilation));
    private readonly Lazy<bool> _hasImpostors = new(() => SubmissionPowers.HasImpostors(model.Compilation));

    /// <summary>The reason not to trust the row, or null.</summary>
    public string? Distrust(MethodDeclarationSyntax row)
    {
        foreach (var node in row.DescendantNodes().OfType<ExpressionSyntax>())
        {
            if (Distrust(node) is { } reason)
            {
                return reason;
            }
        }

        // A row that is one call of the submission gives what the submission says: there is nothing to reach.
        return IsOneCall(row) ? null : _powers.Value;
    }

    private string? Distrust(ExpressionSyntax node)
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

        var type = model.GetTypeInfo(node).Type;
        if (type?.TypeKind == TypeKind.Dynamic)
        {
            return "a value whose operators are found when it runs";
        }

        if (
            node is InvocationExpressionSyntax
            && type is { TypeKind: TypeKind.Interface } or { SpecialType: SpecialType.System_Object }
            && model.GetSymbolInfo(node).Symbol is { } called
            && IsSubmitted(called)
            && _hasImpostors.Value
        )
        {
            return "an object of the submission behind an interface";
        }

        return node is SimpleNameSyntax ? DistrustSymbol(model.GetSymbolInfo(node).Symbol) : null;
    }

    private string? DistrustSymbol(ISymbol? symbol) =>
        symbol switch
        {
            null => null,
            _ when !IsSubmitted(symbol) || symbol.Name == entryPoint => null,
            INamedTypeSymbol type when IsNamesake(type, model.Compilation) => $"the submission's own type {type.Name}",
            IMethodSymbol { ReducedFrom: not null } => $"the submission's extension method {symbol.Name}",
            IMethodSymbol { Name: "Equals" or "CompareTo" or "GetHashCode" } => $"the submission's own {symbol.Name}",
            _ => null,
        };

    private bool IsOneCall(MethodDeclarationSyntax row) =>
        CallTable.Expression(row) is { } expression
        && ConditionReader.Bare(expression) is InvocationExpressionSyntax call
        && model.GetSymbolInfo(call).Symbol is { } called
        && IsSubmitted(called);

    private static bool IsOperator(ExpressionSyntax node) =>
        node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax;

    // Declared in source, but not by the test program: its tree has no file of the submission.
    private static bool IsSubmitted(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Any(r => SubmissionPowers.IsSubmitted(r.SyntaxTree));

    private static bool IsNamesake(INamedTypeSymbol type, Compilation compilation) =>
        ImplicitUsings
            .Namespaces.SelectMany(n => new[] { $"{n}.{type.MetadataName}" })
            .Any(name => compilation.GetTypesByMetadataName(name).Any(t => t.DeclaringSyntaxReferences.IsEmpty));
}
