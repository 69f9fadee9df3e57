using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>
/// The namespaces that models forget to name. They are added only after a text failed for missing names, so a program
/// that compiles by itself never meets an ambiguity it would not have had anywhere else; where one arises between a
/// namespace of ours and one the author named, the author's wins.
/// </summary>
internal static class ImplicitUsings
{
    /// <summary>The namespaces; no simple type name occurs in two of them.</summary>
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        "System",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Collections.Generic",
        "System.Collections.Immutable",
        "System.Diagnostics",
        "System.Globalization",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Numerics",
        "System.Reflection",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "System.Security.Cryptography",
        "System.Text",
        "System.Text.Json",
        "System.Text.RegularExpressions",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    // "name not found" in its various dresses: types, members of namespaces, extension methods, query patterns,
    // generic types hidden by non-generic namesakes, attributes.
    private static readonly HashSet<string> MissingNames = new(StringComparer.Ordinal)
    {
        "CS0103",
        "CS0117",
        "CS0234",
        "CS0246",
        "CS0305",
        "CS0308",
        "CS0400",
        "CS0616",
        "CS1061",
        "CS1929",
        "CS1935",
        "CS1936",
        "CS7036",
        "CS8129",
    };

    /// <summary>Whether the errors look like forgotten usings, and nothing is wrong with the grammar.</summary>
    public static bool MayHelp(IEnumerable<Diagnostic> errors) => errors.Any(e => MissingNames.Contains(e.Id));

    /// <summary>Whether the language has global usings; where not, the usings go into the author's own trees.</summary>
    public static bool AreGlobal(CSharpParseOptions parse) => parse.LanguageVersion >= LanguageVersion.CSharp10;

    /// <summary>The compilation with the namespaces added.</summary>
    public static CSharpCompilation AddTo(CSharpCompilation compilation, CSharpParseOptions parse) =>
        AreGlobal(parse)
            ? compilation.AddSyntaxTrees(Tree(Namespaces, [], parse))
            : compilation.SyntaxTrees.Aggregate(
                compilation,
                static (c, tree) => c.ReplaceSyntaxTree(tree, Prefixed(tree))
            );

    /// <summary>
    /// The compilation after an ambiguity (CS0104) between a namespace of ours and one the author named: an alias says
    /// that the author's is meant. Null where that is not what the errors say.
    /// </summary>
    public static CSharpCompilation? Disambiguate(
        CSharpCompilation compilation,
        CSharpParseOptions parse,
        IEnumerable<Diagnostic> errors
    )
    {
        var aliases = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var dropped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in errors.Where(e => e.Id == "CS0104"))
        {
            Resolve(error, compilation, aliases, dropped);
        }

        if (aliases.Count == 0 && dropped.Count == 0)
        {
            return null;
        }

        if (compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == TreePath) is not { } ours)
        {
            return null;
        }

        var tree = Tree(Namespaces.Where(n => !dropped.Contains(n)), aliases, parse);
        return compilation.ReplaceSyntaxTree(ours, tree);
    }

    private const string TreePath = "<usings>";

    private static SyntaxTree Tree(
        IEnumerable<string> namespaces,
        IEnumerable<KeyValuePair<string, string>> aliases,
        CSharpParseOptions parse
    )
    {
        var lines = namespaces
            .Select(n => $"global using global::{n};\n")
            .Concat(aliases.Select(a => $"global using {a.Key} = {a.Value};\n"));
        return CSharpSyntaxTree.ParseText(string.Concat(lines), parse, TreePath);
    }

    // Behind the directives at the top of the file, which must come before the first token.
    private static SyntaxTree Prefixed(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var usings = string.Concat(Namespaces.Select(n => $"using {n}; "));
        var text = tree.GetText().Replace(root.GetFirstToken(includeZeroWidth: true).SpanStart, 0, usings);
        return tree.WithChangedText(text);
    }

    private static void Resolve(
        Diagnostic error,
        CSharpCompilation compilation,
        SortedDictionary<string, string> aliases,
        HashSet<string> dropped
    )
    {
        if (error.Location.SourceTree is not { } tree)
        {
            return;
        }

        var node = tree.GetRoot().FindNode(error.Location.SourceSpan);
        var candidates = compilation.GetSemanticModel(tree).GetSymbolInfo(node).CandidateSymbols;
        var theirs = candidates.Where(c => !Namespaces.Contains(c.ContainingNamespace.ToDisplayString())).ToArray();
        if (theirs.Length != 1)
        {
            return;
        }

        if (node is IdentifierNameSyntax name)
        {
            aliases[name.Identifier.Text] = theirs[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            return;
        }

        // There are no aliases for open generic types: the namespace has to go.
        foreach (var candidate in candidates.Except(theirs, SymbolEqualityComparer.Default))
        {
            dropped.Add(candidate!.ContainingNamespace.ToDisplayString());
        }
    }
}
