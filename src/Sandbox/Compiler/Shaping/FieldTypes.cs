using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Shaping;

/// <summary>The type of a <c>var</c> that becomes a field, where its initializer says it.</summary>
internal static class FieldTypes
{
    /// <summary>The type as text, or null where only the compiler could tell.</summary>
    public static string? Of(VariableDeclarationSyntax declaration) =>
        declaration.Variables is [{ Initializer.Value: var value }]
            ? value switch
            {
                ObjectCreationExpressionSyntax creation => creation.Type.ToString(),
                ArrayCreationExpressionSyntax array => array.Type.ElementType + Ranks(array.Type),
                CastExpressionSyntax cast => cast.Type.ToString(),
                LiteralExpressionSyntax literal => NameOf(literal.Token.Value),
                _ => null,
            }
            : null;

    private static string Ranks(ArrayTypeSyntax type) =>
        string.Concat(type.RankSpecifiers.Select(r => "[" + new string(',', r.Rank - 1) + "]"));

    private static string? NameOf(object? value) =>
        value switch
        {
            int => "int",
            uint => "uint",
            long => "long",
            ulong => "ulong",
            float => "float",
            double => "double",
            decimal => "decimal",
            bool => "bool",
            char => "char",
            string => "string",
            _ => null,
        };
}
