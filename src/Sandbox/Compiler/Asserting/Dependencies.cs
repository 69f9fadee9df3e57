using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Calling;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// The statements of a test that came before an assertion: which of them an expression needs to have run, and what a
/// variable was made from. Decided by names alone, on the side of running too much.
/// </summary>
internal sealed class Dependencies
{
    private readonly List<StatementSyntax> _statements = [];

    /// <summary>Adds a statement that asserts nothing.</summary>
    public void Add(StatementSyntax statement) => _statements.Add(statement);

    /// <summary>The statements that <paramref name="node"/> depends on, in their order.</summary>
    public IReadOnlyList<StatementSyntax> Of(SyntaxNode node)
    {
        var locals = _statements.SelectMany(DeclaredAtOnce).ToHashSet(StringComparer.Ordinal);
        var needed = NamesIn(node).Where(locals.Contains).ToHashSet(StringComparer.Ordinal);
        var taken = new bool[_statements.Count];
        for (var changed = needed.Count > 0; changed; )
        {
            changed = false;
            for (var i = 0; i < taken.Length; i++)
            {
                if (!taken[i] && Serves(_statements[i], needed))
                {
                    taken[i] = changed = true;
                    needed.UnionWith(NamesIn(_statements[i]).Where(locals.Contains));
                }
            }
        }

        return [.. _statements.Where((_, i) => taken[i])];
    }

    /// <summary>The initializer of a variable, where nothing but its declaration speaks of it.</summary>
    public ExpressionSyntax? InitializerOf(string name) =>
        _statements
            .OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(d => d.Declaration.Variables)
            .LastOrDefault(v => v.Identifier.ValueText == name)
            ?.Initializer?.Value;

    /// <summary>The identifiers in a piece of code that stand for variables or members, not those after a dot.</summary>
    public static IEnumerable<string> NamesIn(SyntaxNode node) =>
        node.DescendantNodesAndSelf()
            .OfType<SimpleNameSyntax>()
            .Where(n => !(n.Parent is MemberAccessExpressionSyntax access && access.Name == n))
            .Where(n => n.Parent is not (MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax))
            .Select(n => n.Identifier.ValueText);

    // A declaration serves by what it declares; any other statement by touching a variable that is needed.
    private static bool Serves(StatementSyntax statement, HashSet<string> needed) =>
        DeclaredAtOnce(statement).Any(needed.Contains)
        || (statement is not LocalDeclarationStatementSyntax && NamesIn(statement).Any(needed.Contains));

    private static IEnumerable<string> DeclaredAtOnce(StatementSyntax statement) =>
        statement switch
        {
            LocalFunctionStatementSyntax function => [function.Identifier.ValueText],
            LocalDeclarationStatementSyntax or ExpressionStatementSyntax => LocalNames.DeclaredIn(statement),
            _ => [],
        };
}
