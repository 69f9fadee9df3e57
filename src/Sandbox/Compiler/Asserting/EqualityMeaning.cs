using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>What a comparison written in C# really compares.</summary>
internal enum Meaning
{
    /// <summary>Values: it may be split, and the host compares.</summary>
    Values,

    /// <summary>References of objects made apart, or boxes of different types: never true, whatever the values.</summary>
    NeverTrue,

    /// <summary>Sequences whose elements are compared by reference: true only where both are empty.</summary>
    EmptyOnly,
}

/// <summary>
/// Finds the meaning from the bound types. Some published tests compare lists with <c>Equals</c> and can never pass;
/// judging them by content would call right what their authors' own program calls wrong.
/// </summary>
internal static class EqualityMeaning
{
    /// <summary>The meaning of a comparison, and the type both sides are converted to before it where that changes values.</summary>
    public static (Meaning Meaning, string? ConvertTo) Of(
        ExpressionSyntax? condition,
        EqualityKind kind,
        SemanticModel model
    )
    {
        if (condition is null || kind == EqualityKind.Content)
        {
            return (Meaning.Values, null);
        }

        var bare = ConditionReader.Bare(condition);
        return (kind, bare, model.GetSymbolInfo(bare).Symbol) switch
        {
            (EqualityKind.Operator, BinaryExpressionSyntax binary, IMethodSymbol op) => OfOperator(binary, op, model),
            (EqualityKind.EqualsMethod, InvocationExpressionSyntax call, IMethodSymbol method) => (
                OfEquals(call, method, model),
                null
            ),
            (EqualityKind.Sequence, _, IMethodSymbol { TypeArguments: [var element, ..] } method)
                when IsFramework(method.ContainingType) && IsByReference(element) => (Meaning.EmptyOnly, null),
            _ => (Meaning.Values, null),
        };
    }

    /// <summary>Whether the sequence's own canonical form is not that of a list: it has to be copied into one.</summary>
    public static bool NeedsCopy(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String }
        || type?.AllInterfaces.Append(type)
            .Any(i => i.Name is "ISet" or "IReadOnlySet" or "IDictionary" or "IReadOnlyDictionary") == true;

    private static (Meaning Meaning, string? ConvertTo) OfOperator(
        BinaryExpressionSyntax binary,
        IMethodSymbol op,
        SemanticModel model
    )
    {
        var operand = op.Parameters[0].Type;
        var left = model.GetTypeInfo(binary.Left).Type;
        var right = model.GetTypeInfo(binary.Right).Type;
        if (operand.SpecialType == SpecialType.System_Object)
        {
            var isNullTest = left is null || right is null;
            return (
                !isNullTest && (IsByReference(left!) || IsByReference(right!)) ? Meaning.NeverTrue : Meaning.Values,
                null
            );
        }

        var same = SymbolEqualityComparer.Default.Equals(left, right);
        var changes = ChangesValues(operand) || IsCharacter(left) || IsCharacter(right);
        return (Meaning.Values, !same && changes && IsFramework(operand) ? Name(operand) : null);
    }

    private static Meaning OfEquals(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (method.Parameters is not [.., { Type.SpecialType: SpecialType.System_Object }])
        {
            return Meaning.Values;
        }

        var arguments = call.ArgumentList.Arguments;
        var receiver = arguments.Count == 2 ? arguments[0].Expression : Receiver(call.Expression);
        var left = receiver is null ? null : Underlying(model.GetTypeInfo(receiver).Type);
        var right = Underlying(model.GetTypeInfo(arguments[^1].Expression).Type);
        if (left is null || right is null)
        {
            return Meaning.Values;
        }

        var areBoxesOfDifferentTypes =
            IsSimple(left) && IsSimple(right) && !SymbolEqualityComparer.Default.Equals(left, right);
        return IsByReference(left) || areBoxesOfDifferentTypes ? Meaning.NeverTrue : Meaning.Values;
    }

    private static ExpressionSyntax? Receiver(ExpressionSyntax called) =>
        (called as MemberAccessExpressionSyntax)?.Expression;

    /// <summary>Whether two equal-looking values of the type are different to <c>Equals</c>.</summary>
    private static bool IsByReference(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol => true,
            { SpecialType: SpecialType.System_String or SpecialType.System_Object } => false,
            { TypeKind: TypeKind.Dynamic or TypeKind.Error or TypeKind.TypeParameter } => false,
            INamedTypeSymbol { TypeKind: TypeKind.Interface } named => IsFramework(named) && named.IsGenericType,
            INamedTypeSymbol named when !IsFramework(named) => false,
            INamedTypeSymbol { IsValueType: true } named => named.TypeArguments.Any(IsByReference),
            INamedTypeSymbol { TypeKind: TypeKind.Class } named => !OverridesEquals(named)
                || named.TypeArguments.Any(IsByReference),
            _ => false,
        };

    private static bool OverridesEquals(INamedTypeSymbol type)
    {
        for (var t = type; t is { SpecialType: not SpecialType.System_Object }; t = t.BaseType)
        {
            if (t.GetMembers("Equals").Any(m => m.IsOverride))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFramework(ITypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty;

    private static ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;

    private static bool IsSimple(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;

    private static bool ChangesValues(ITypeSymbol operand) =>
        operand.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;

    private static bool IsCharacter(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Char;

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
