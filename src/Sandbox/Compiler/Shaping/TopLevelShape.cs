using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Shaping;

/// <summary>A method that stands outside of any type.</summary>
internal readonly record struct BareFunction(string Name, MemberDeclarationSyntax Node);

/// <summary>
/// What stands outside of types in a file: statements to run, bare functions, bare fields and properties. Models answer
/// with a method alone as often as with a class; this says which it is and makes a class of it.
/// </summary>
internal sealed class TopLevelShape
{
    private readonly CompilationUnitSyntax _root;
    private readonly MemberDeclarationSyntax[] _bare;
    private readonly GlobalStatementSyntax[] _statements;

    private TopLevelShape(CompilationUnitSyntax root)
    {
        _root = root;
        _bare = [.. root.Members.Where(IsBareMember)];
        _statements = [.. root.Members.OfType<GlobalStatementSyntax>().Where(g => !IsBareMember(g))];
        Functions = [.. _bare.Select(AsFunction).OfType<BareFunction>()];
    }

    /// <summary>Methods outside of types.</summary>
    public IReadOnlyList<BareFunction> Functions { get; }

    /// <summary>Whether there are statements that a program would run.</summary>
    public bool HasStatements => _statements.Length > 0;

    /// <summary>Whether anything stands outside of types that a class could hold.</summary>
    public bool HasBareMembers => _bare.Length > 0;

    /// <summary>Looks at a file.</summary>
    public static TopLevelShape Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        new((CompilationUnitSyntax)tree.GetRoot(cancellationToken));

    /// <summary>The first of <paramref name="wishes"/> that no type of the file has, or a made-up name.</summary>
    public string FreeName(IEnumerable<string> wishes)
    {
        var taken = _root
            .DescendantNodes(n => n is not TypeDeclarationSyntax)
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(t => t.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        return wishes.FirstOrDefault(w => !taken.Contains(w)) ?? "R1CodeSubmission";
    }

    /// <summary>
    /// Puts each run of bare members into a part of one class, on the lines where they stand. Local functions become
    /// static methods unless they use <c>this</c>.
    /// </summary>
    public IEnumerable<Edit> WrapInClass(string name)
    {
        var makeStatic = !_bare.Any(UsesThis);
        foreach (var run in Runs())
        {
            yield return Edit.Before(run[0].SpanStart, $"partial class {name} {{ ");
            foreach (var member in run.Where(m => makeStatic && NeedsStatic(m)))
            {
                yield return Edit.Before(AfterAttributes(member), "static ");
            }

            foreach (var declaration in run.Select(Declared).OfType<VariableDeclarationSyntax>())
            {
                if (declaration.Type.IsVar && FieldTypes.Of(declaration) is { } type)
                {
                    yield return new Edit(declaration.Type.SpanStart, declaration.Type.Span.Length, type);
                }
            }

            yield return Edit.Before(run[^1].Span.End, " }");
        }
    }

    /// <summary>Blanks the statements that a program would run; calls are made by others.</summary>
    public IEnumerable<Edit> DropStatements(string text) => _statements.Select(s => Edit.Blank(text, s.Span));

    private IEnumerable<MemberDeclarationSyntax[]> Runs()
    {
        var run = new List<MemberDeclarationSyntax>();
        foreach (var member in _root.Members)
        {
            if (_bare.Contains(member))
            {
                run.Add(member);
            }
            else if (member is not GlobalStatementSyntax && run.Count > 0)
            {
                yield return [.. run];
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            yield return [.. run];
        }
    }

    private static bool IsBareMember(MemberDeclarationSyntax member) =>
        member switch
        {
            GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax } => true,
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax declaration } => CanBeField(declaration),
            GlobalStatementSyntax => false,
            BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or DelegateDeclarationSyntax => false,
            _ => true,
        };

    private static bool CanBeField(LocalDeclarationStatementSyntax declaration) =>
        declaration.UsingKeyword == default
        && declaration.AwaitKeyword == default
        && (!declaration.Declaration.Type.IsVar || FieldTypes.Of(declaration.Declaration) is not null)
        && declaration.Declaration.Type is not RefTypeSyntax;

    private static VariableDeclarationSyntax? Declared(MemberDeclarationSyntax member) =>
        ((member as GlobalStatementSyntax)?.Statement as LocalDeclarationStatementSyntax)?.Declaration;

    private static BareFunction? AsFunction(MemberDeclarationSyntax member) =>
        member switch
        {
            GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax local } => new BareFunction(
                local.Identifier.ValueText,
                member
            ),
            MethodDeclarationSyntax method => new BareFunction(method.Identifier.ValueText, member),
            _ => null,
        };

    private static bool UsesThis(MemberDeclarationSyntax member) =>
        member
            .DescendantTokens()
            .Any(t =>
                t.IsKind(SyntaxKind.ThisKeyword) && t.Parent is not ParameterSyntax || t.IsKind(SyntaxKind.BaseKeyword)
            );

    private static bool NeedsStatic(MemberDeclarationSyntax member)
    {
        var modifiers = member switch
        {
            GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax local } => local.Modifiers,
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax declaration } => declaration.Modifiers,
            MethodDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax => member.Modifiers,
            _ => default,
        };
        return modifiers != default || member is GlobalStatementSyntax or MethodDeclarationSyntax
            ? !modifiers.Any(IsIncompatibleWithStatic)
            : member is PropertyDeclarationSyntax or FieldDeclarationSyntax;
    }

    private static bool IsIncompatibleWithStatic(SyntaxToken modifier) =>
        modifier.Kind()
            is SyntaxKind.StaticKeyword
                or SyntaxKind.ConstKeyword
                or SyntaxKind.OverrideKeyword
                or SyntaxKind.VirtualKeyword
                or SyntaxKind.AbstractKeyword
                or SyntaxKind.SealedKeyword
                or SyntaxKind.RequiredKeyword;

    private static int AfterAttributes(MemberDeclarationSyntax member)
    {
        var attributes = member is GlobalStatementSyntax global
            ? global.Statement.AttributeLists
            : member.AttributeLists;
        return attributes.Count == 0 ? member.SpanStart : attributes[^1].GetLastToken().GetNextToken().SpanStart;
    }
}
