using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>Recognises statements that assert, by their grammar.</summary>
internal static class AssertionStatement
{
    /// <summary>The claims of a statement, or null where it asserts nothing.</summary>
    public static IReadOnlyList<Claim>? Claims(StatementSyntax statement, ConditionReader reader) =>
        statement switch
        {
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => Claims(call, reader),
            IfStatementSyntax { Else: null } guard when Fails(guard.Statement) =>
            [
                .. reader.Read(guard.Condition, false),
            ],
            IfStatementSyntax { Else.Statement: var otherwise } guard when Fails(otherwise) =>
            [
                .. reader.Read(guard.Condition, true),
            ],
            _ => null,
        };

    /// <summary>The condition that must hold, written again as one expression; null where the statement asserts nothing.</summary>
    public static ExpressionSyntax? Condition(StatementSyntax statement)
    {
        var claims = Claims(statement, new ConditionReader(static _ => null));
        var conditions = claims?.Select(c =>
            c switch
            {
                Claim.Truth { Value: true } truth => $"({truth.Condition})",
                Claim.Truth truth => $"!({truth.Condition})",
                Claim.Equal { Kind: EqualityKind.Content } equal =>
                    $"global::System.Linq.Enumerable.SequenceEqual(({equal.Left}), ({equal.Right}))",
                Claim.Equal { Condition: BinaryExpressionSyntax } equal => $"(({equal.Left}) == ({equal.Right}))",
                Claim.Equal equal => $"({equal.Condition})",
                _ => "false",
            }
        );
        return conditions is null ? null : SyntaxFactory.ParseExpression(string.Join(" && ", conditions));
    }

    private static IReadOnlyList<Claim>? Claims(InvocationExpressionSyntax call, ConditionReader reader)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count == 0)
        {
            return null;
        }

        var (type, method) = NameOf(call.Expression);
        var first = arguments[0].Expression;
        return (type, method) switch
        {
            ("Debug" or "Trace" or "", "Assert") => [.. reader.Read(first, true)],
            ("Assert", "True" or "IsTrue" or "That") when arguments.Count == 1 || method != "That" =>
            [
                .. reader.Read(first, true),
            ],
            ("Assert", "False" or "IsFalse") => [.. reader.Read(first, false)],
            ("Assert" or "CollectionAssert", "AreEqual" or "Equal") when arguments.Count >= 2 =>
            [
                new Claim.Equal(arguments[1].Expression, first, EqualityKind.Content, call),
            ],
            _ => null,
        };
    }

    private static (string Type, string Method) NameOf(ExpressionSyntax expression) =>
        expression switch
        {
            IdentifierNameSyntax name => ("", name.Identifier.ValueText),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type } access => (
                type.Identifier.ValueText,
                access.Name.Identifier.ValueText
            ),
            MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax type } access => (
                type.Name.Identifier.ValueText,
                access.Name.Identifier.ValueText
            ),
            _ => ("?", ""),
        };

    /// <summary>Whether a branch ends the test as failed: it throws, or exits with a code other than 0.</summary>
    private static bool Fails(StatementSyntax branch) =>
        branch switch
        {
            BlockSyntax { Statements: [.., var last] } => Fails(last),
            ThrowStatementSyntax => true,
            ExpressionStatementSyntax
            {
                Expression: InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax
                    {
                        Name.Identifier.ValueText: "Exit" or "FailFast" or "Fail"
                    },
                    ArgumentList.Arguments: [var code, ..],
                },
            } => code.Expression.ToString() != "0",
            _ => false,
        };
}
