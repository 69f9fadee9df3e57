using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Rewriting;

/// <summary>
/// Redirects the methods that wait for the finalizer thread. A forked test process has none, so
/// <c>Environment.Exit</c> and <c>GC.WaitForPendingFinalizers</c> would wait for ever; the runner leaves a replacement in
/// <see cref="AppContext"/>. Names are resolved by the compiler, so aliases, <c>using static</c> and method groups are
/// seen; reflection is not.
/// </summary>
internal static class ProcessEndRewriter
{
    private const string Helper = "__R1CodeProcess";

    private const string HelperSource = $$"""
        internal static class {{Helper}}
        {
            internal static void Exit(int exitCode)
            {
                var exit = global::System.AppContext.GetData("r1code.exit") as global::System.Action<int>;
                if (exit == null) { global::System.Environment.Exit(exitCode); } else { exit(exitCode); }
            }

            internal static void WaitForPendingFinalizers()
            {
                var wait = global::System.AppContext.GetData("r1code.finalizers") as global::System.Action;
                if (wait == null) { global::System.GC.WaitForPendingFinalizers(); } else { wait(); }
            }
        }
        """;

    private static readonly (string Name, string Type)[] Redirected =
    [
        ("Exit", "System.Environment"),
        ("WaitForPendingFinalizers", "System.GC"),
    ];

    /// <summary>The compilation with the names redirected, or the same one where no text mentions them.</summary>
    public static CSharpCompilation Rewrite(
        CSharpCompilation compilation,
        CSharpParseOptions parse,
        CancellationToken cancellationToken
    )
    {
        var rewritten = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var nodes = FindUses(compilation, tree, cancellationToken);
            if (nodes.Count == 0)
            {
                continue;
            }

            var root = tree.GetRoot(cancellationToken).ReplaceNodes(nodes.Keys, (node, _) => nodes[node]);
            rewritten = rewritten.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, tree.Options));
        }

        return ReferenceEquals(rewritten, compilation)
            ? compilation
            : rewritten.AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(HelperSource, parse, cancellationToken: cancellationToken)
            );
    }

    private static Dictionary<SyntaxNode, SyntaxNode> FindUses(
        CSharpCompilation compilation,
        SyntaxTree tree,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SyntaxNode, SyntaxNode>();
        if (!Mentions(tree.GetText(cancellationToken).ToString()))
        {
            return found;
        }

        SemanticModel? model = null;
        foreach (var name in tree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            var text = name.Identifier.ValueText;
            if (!Array.Exists(Redirected, r => r.Name == text))
            {
                continue;
            }

            model ??= compilation.GetSemanticModel(tree);
            if (IsRedirected(model.GetSymbolInfo(name, cancellationToken), text))
            {
                SyntaxNode whole =
                    name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                found[whole] = SyntaxFactory.ParseExpression($"global::{Helper}.{text}").WithTriviaFrom(whole);
            }
        }

        return found;
    }

    // An escaped identifier (\u0045xit) is still the identifier.
    private static bool Mentions(string text) =>
        text.Contains("\\u", StringComparison.Ordinal)
        || Array.Exists(Redirected, r => text.Contains(r.Name, StringComparison.Ordinal));

    private static bool IsRedirected(SymbolInfo info, string name)
    {
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { ContainingType: { } type }
            && type.DeclaringSyntaxReferences.IsEmpty
            && Array.Exists(Redirected, r => r.Name == name && r.Type == type.ToDisplayString());
    }
}
