using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>
/// Tells from the grammar alone that a text cannot compile as it is, because it uses a well-known type and has no using
/// directive at all. Such a text, which is what models write most, need not be bound once in vain before the usings are
/// added. Says no wherever the name might mean something else.
/// </summary>
internal static class ForgottenUsings
{
    // None of them is in the global namespace.
    private static readonly HashSet<string> WellKnown = new(StringComparer.Ordinal)
    {
        "Action",
        "ArgumentException",
        "Array",
        "BigInteger",
        "Console",
        "Convert",
        "DateTime",
        "Dictionary",
        "Enumerable",
        "Environment",
        "Exception",
        "Func",
        "HashSet",
        "IEnumerable",
        "IList",
        "InvalidOperationException",
        "KeyValuePair",
        "LinkedList",
        "List",
        "Math",
        "PriorityQueue",
        "Queue",
        "Random",
        "Regex",
        "SortedDictionary",
        "SortedSet",
        "Stack",
        "String",
        "StringBuilder",
        "Tuple",
    };

    /// <summary>Whether the compilation surely fails for a missing using. False means that nobody knows yet.</summary>
    public static bool AreCertain(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        if (!compilation.Options.Usings.IsEmpty)
        {
            return false;
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodesAndTokens())
            {
                // Each of these can bring names along, or let a name mean what it says nowhere here.
                if (
                    node.AsNode()
                    is UsingDirectiveSyntax
                        or ExternAliasDirectiveSyntax
                        or BaseNamespaceDeclarationSyntax
                        or BaseListSyntax
                )
                {
                    return false;
                }

                if (node.IsToken && node.IsKind(SyntaxKind.IdentifierToken))
                {
                    var text = node.AsToken().ValueText;
                    if (node.Parent is not SimpleNameSyntax name)
                    {
                        declared.Add(text);
                    }
                    else if (WellKnown.Contains(text) && StandsAlone(name))
                    {
                        used.Add(text);
                    }
                }
            }
        }

        used.ExceptWith(declared);
        return used.Count > 0;
    }

    // Not a member of what stands before it, not the name of an argument or of a member that is being set.
    private static bool StandsAlone(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name,
            QualifiedNameSyntax qualified => qualified.Left == name,
            MemberBindingExpressionSyntax or AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,
            ExpressionColonSyntax or GotoStatementSyntax or AttributeSyntax => false,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set => set.Left != name,
            _ => true,
        };
}
