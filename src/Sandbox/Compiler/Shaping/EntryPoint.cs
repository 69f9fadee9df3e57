using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace R1Code.Sandbox.Compiler.Shaping;

/// <summary>Picks one of several entry points.</summary>
internal static class EntryPoint
{
    private static readonly string[] Preferred = ["Program", "MainClass", "Solution", "Main"];

    /// <summary>
    /// Metadata name of the type whose <c>Main</c> is meant: one with a customary name, else the last in the text,
    /// where drafts come first. Null where there is no choice between types.
    /// </summary>
    public static string? Choose(CSharpCompilation compilation)
    {
        var types = compilation
            .GetSymbolsWithName("Main", SymbolFilter.Member)
            .OfType<IMethodSymbol>()
            .Where(m => m is { IsStatic: true, IsGenericMethod: false } && HasEntrySignature(m))
            .OrderBy(m => Place(m, compilation))
            .Select(m => m.ContainingType)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .ToArray();
        var customary = Preferred
            .Select(p => types.FirstOrDefault(t => t.Name == p))
            .FirstOrDefault(t => t is not null);
        var chosen = customary ?? types.LastOrDefault();
        return types.Length < 2 ? null : chosen?.ToDisplayString(MetadataName);
    }

    private static readonly SymbolDisplayFormat MetadataName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces
    );

    private static (int File, int Position) Place(IMethodSymbol method, CSharpCompilation compilation)
    {
        var declaration = method.DeclaringSyntaxReferences[0];
        return (compilation.SyntaxTrees.IndexOf(declaration.SyntaxTree), declaration.Span.Start);
    }

    private static bool HasEntrySignature(IMethodSymbol method) =>
        method.Parameters.Length == 0
        || (
            method.Parameters is [{ RefKind: RefKind.None, Type: IArrayTypeSymbol { Rank: 1 } array }]
            && array.ElementType.SpecialType == SpecialType.System_String
        );
}
