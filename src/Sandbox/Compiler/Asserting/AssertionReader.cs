using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>A claim of a test program with what it depends on.</summary>
internal sealed record Assertion(Claim Claim, Func<SyntaxNode, IReadOnlyList<StatementSyntax>> Needs, string Quote);

/// <summary>Reads the statements of a test program in order and tells the assertions from the rest.</summary>
internal static class AssertionReader
{
    /// <summary>The assertions.</summary>
    public static List<Assertion> Read(IEnumerable<StatementSyntax> statements)
    {
        var assertions = new List<Assertion>();
        var before = new List<StatementSyntax>();
        foreach (var statement in statements)
        {
            var dependencies = new Dependencies();
            before.ForEach(dependencies.Add);
            var reader = new ConditionReader(dependencies.InitializerOf);
            if (AssertionStatement.Claims(statement, reader) is { } claims)
            {
                assertions.AddRange(claims.Select(c => new Assertion(c, dependencies.Of, statement.ToString())));
            }
            else if (statement is not LocalFunctionStatementSyntax && HasAssertionInside(statement))
            {
                var block = Completing(statement);
                assertions.Add(new Assertion(new Claim.Completes(block), dependencies.Of, statement.ToString()));
            }
            else
            {
                before.Add(statement);
            }
        }

        return assertions;
    }

    /// <summary>Whether an assertion stands somewhere in a piece of code.</summary>
    public static bool HasAssertionInside(SyntaxNode node) =>
        node.DescendantNodes().OfType<StatementSyntax>().Any(s => AssertionStatement.Condition(s) is not null);

    /// <summary>Loops, branches and try blocks around assertions: false at the first that fails, true at the end.</summary>
    public static BlockSyntax Completing(StatementSyntax statement) =>
        (BlockSyntax)
            SyntaxFactory.ParseStatement(
                "{" + new Failing(statement).Visit(statement)!.ToFullString() + "\nreturn true; }"
            );

    /// <summary>
    /// Replaces assertions by tests that leave the row with false, or throw where a row cannot be left: in functions inside
    /// <paramref name="row"/>, and everywhere where there is no row.
    /// </summary>
    internal sealed class Failing(StatementSyntax? row) : CSharpSyntaxRewriter
    {
        /// <inheritdoc/>
        public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) => Rewrite(node);

        /// <inheritdoc/>
        public override SyntaxNode? VisitIfStatement(IfStatementSyntax node) => Rewrite(node);

        private SyntaxNode? Rewrite(StatementSyntax node)
        {
            if (AssertionStatement.Condition(node) is not { } condition)
            {
                return node is IfStatementSyntax branch ? base.VisitIfStatement(branch) : node;
            }

            var leavesRow =
                row is not null
                && !node.Ancestors()
                    .TakeWhile(a => a != row)
                    .Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
            var failure = leavesRow ? "return false;" : "throw new global::System.Exception(\"assertion failed\");";
            return SyntaxFactory.ParseStatement($"\nif (!({condition})) {failure}\n");
        }
    }
}
