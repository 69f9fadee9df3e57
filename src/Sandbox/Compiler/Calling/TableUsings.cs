using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Compiler.Emitting;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// The using directives above a call table: the customary namespaces, those the submission uses and declares, and an
/// alias for each of its types that stands in a namespace or another type, so that its bare name means it before any
/// namesake of the framework.
/// </summary>
internal static class TableUsings
{
    /// <summary>The directives as text.</summary>
    public static string For(MemberIndex index, TableFrame frame, CSharpCompilation compilation)
    {
        var text = new StringBuilder();
        var theirs = index.Usings.Where(n => Exists(n, compilation));
        foreach (var name in ImplicitUsings.Namespaces.Union(theirs).Union(index.Namespaces))
        {
            text.Append("using ").Append(name).Append(";\n");
        }

        foreach (var alias in Aliases(index).Where(a => !frame.OwnNames.Contains(a.Name)))
        {
            text.Append("using ").Append(alias.Name).Append(" = ").Append(alias.Path).Append(";\n");
        }

        return text.Append(frame.Usings).ToString();
    }

    /// <summary>Whether there is a namespace of this full name.</summary>
    public static bool Exists(string name, CSharpCompilation compilation)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(n => n.Name == part);
        }

        return space is not null;
    }

    private static IEnumerable<SubmissionType> Aliases(MemberIndex index)
    {
        var global = index
            .Types.Where(t => t.Path == "global::" + t.Node.Identifier.Text)
            .Select(t => t.Name)
            .ToHashSet(StringComparer.Ordinal);
        return index.Types.Where(t => !global.Contains(t.Name)).DistinctBy(t => t.Name, StringComparer.Ordinal);
    }
}
