using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>Takes a condition apart: what must be equal to what, what must be true or false.</summary>
/// <param name="initializer">The initializer of a local variable, so that <c>result.AreEqual</c> is seen through.</param>
internal sealed class ConditionReader(Func<string, ExpressionSyntax?> initializer)
{
    /// <summary>The claims made by asserting that <paramref name="condition"/> is <paramref name="value"/>.</summary>
    public IEnumerable<Claim> Read(ExpressionSyntax condition, bool value)
    {
        var bare = Bare(condition);
        return bare switch
        {
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } negation => Read(
                negation.Operand,
                !value
            ),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when value => Read(
                    both.Left,
                    true
                )
                .Concat(Read(both.Right, true)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either when !value => Read(
                    either.Left,
                    false
                )
                .Concat(Read(either.Right, false)),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal when !value =>
            [
                Comparison(unequal.Left, unequal.Right, EqualityKind.Operator, unequal),
            ],
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equal => Equality(equal, value),
            _ when value && SplitEquality(bare) is { } claim => [claim],
            _ => [new Claim.Truth(bare, value)],
        };
    }

    /// <summary>The expression without parentheses.</summary>
    public static ExpressionSyntax Bare(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : expression;

    // "F(x) == true" says no more than "F(x)".
    private IEnumerable<Claim> Equality(BinaryExpressionSyntax equal, bool value) =>
        (Bare(equal.Left).Kind(), Bare(equal.Right).Kind()) switch
        {
            (_, SyntaxKind.TrueLiteralExpression) => Read(equal.Left, value),
            (SyntaxKind.TrueLiteralExpression, _) => Read(equal.Right, value),
            (_, SyntaxKind.FalseLiteralExpression) => Read(equal.Left, !value),
            (SyntaxKind.FalseLiteralExpression, _) => Read(equal.Right, !value),
            _ when value => [Comparison(equal.Left, equal.Right, EqualityKind.Operator, equal)],
            _ => [new Claim.Truth(equal, false)],
        };

    private Claim.Equal? SplitEquality(ExpressionSyntax condition) =>
        condition switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } call => Called(method, call),
            InvocationExpressionSyntax
            {
                Expression: IdentifierNameSyntax { Identifier.ValueText: "Equals" or "ReferenceEquals" },
                ArgumentList.Arguments: [var left, var right],
            } => Comparison(left.Expression, right.Expression, EqualityKind.EqualsMethod, condition),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AreEqual", Expression: var compared } =>
                Compared(Bare(compared)),
            _ => null,
        };

    private static Claim.Equal? Called(MemberAccessExpressionSyntax method, InvocationExpressionSyntax call)
    {
        EqualityKind? kind = method.Name.Identifier.ValueText switch
        {
            "Equals" => EqualityKind.EqualsMethod,
            "SequenceEqual" => EqualityKind.Sequence,
            _ => null,
        };
        return (kind, call.ArgumentList.Arguments) switch
        {
            ({ } known, [var right]) => Comparison(method.Expression, right.Expression, known, call),
            ({ } known, [var left, var right]) when IsTypeName(method.Expression) => Comparison(
                left.Expression,
                right.Expression,
                known,
                call
            ),
            _ => null,
        };
    }

    // compareLogic.Compare(actual, expected), directly or through a variable.
    private Claim.Equal? Compared(ExpressionSyntax expression) =>
        expression switch
        {
            InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Compare" },
                ArgumentList.Arguments: [var left, var right],
            } => Comparison(left.Expression, right.Expression, EqualityKind.Content, expression),
            IdentifierNameSyntax name when initializer(name.Identifier.ValueText) is { } value => Compared(Bare(value)),
            _ => null,
        };

    private static Claim.Equal Comparison(
        ExpressionSyntax left,
        ExpressionSyntax right,
        EqualityKind kind,
        ExpressionSyntax condition
    ) => new(Bare(left), Bare(right), kind, condition);

    private static bool IsTypeName(ExpressionSyntax expression) =>
        expression is PredefinedTypeSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax;
}
