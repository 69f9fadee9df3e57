using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Shaping;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// Lets the call table reach what is private: the called members and every nested type become <c>internal</c>, the
/// latter all together so that no signature is more visible than its types.
/// </summary>
internal static class AccessRaiser
{
    /// <summary>The changes that make <paramref name="targets"/> of one file reachable.</summary>
    public static IEnumerable<Edit> Raise(SyntaxTree tree, MemberIndex index, IEnumerable<SubmissionMember> targets)
    {
        var members = targets.Select(t => t.Node).Where(n => n.SyntaxTree == tree && IsHidden(n));
        var types = index
            .Types.Where(t => t.IsNested && t.Node.SyntaxTree == tree && IsHidden(t.Node))
            .Select(t => (MemberDeclarationSyntax)t.Node);
        return members.Concat(types).Distinct().SelectMany(Raise);
    }

    private static IEnumerable<Edit> Raise(MemberDeclarationSyntax node)
    {
        var hiding = node.Modifiers.Where(IsAccess).ToArray();
        if (hiding.Length == 0)
        {
            yield return Edit.Before(AfterAttributes(node), "internal ");
        }

        for (var i = 0; i < hiding.Length; i++)
        {
            yield return new Edit(hiding[i].SpanStart, hiding[i].Span.Length, i == 0 ? "internal" : "");
        }
    }

    private static bool IsHidden(MemberDeclarationSyntax node) =>
        node.Parent is not InterfaceDeclarationSyntax
        && !node.Modifiers.Any(m =>
            m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.OverrideKeyword
        );

    private static bool IsAccess(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword;

    private static int AfterAttributes(MemberDeclarationSyntax node) =>
        node.AttributeLists.Count == 0
            ? node.SpanStart
            : node.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart;
}
