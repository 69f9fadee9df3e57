using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// What a submission declares, by name, so that a call finds the method wherever it stands: in any class or namespace,
/// static or not, public or private. Read from the grammar alone; the compiler has the last word.
/// </summary>
internal sealed class MemberIndex
{
    private static readonly string[] CustomaryTypes = ["Solution", "Program"];

    private readonly List<SubmissionMember> _members = [];
    private readonly List<SubmissionType> _types = [];

    /// <summary>The types that can be named from outside, in the order of the text.</summary>
    public IReadOnlyList<SubmissionType> Types => _types;

    /// <summary>Namespaces that the submission declares.</summary>
    public SortedSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Namespaces that the submission uses.</summary>
    public SortedSet<string> Usings { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the files of a submission.</summary>
    public static MemberIndex Of(IEnumerable<SyntaxTree> trees, CancellationToken cancellationToken)
    {
        var index = new MemberIndex();
        foreach (var tree in trees)
        {
            var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
            index.AddUsings(root.Usings);
            index.AddMembers(root.Members, "global::");
        }

        return index;
    }

    /// <summary>Whether a type of this simple name is declared.</summary>
    public SubmissionType? FindType(string name) => _types.FirstOrDefault(t => t.Name == name);

    /// <summary>Whether the type declares a member of this name.</summary>
    public IEnumerable<SubmissionMember> MembersOf(SubmissionType type, string name) =>
        _members.Where(m => m.Name == name && m.Type.Path == type.Path);

    /// <summary>
    /// The member that a bare name means. Where several types have one, the count of arguments decides first, then the
    /// customary class names, then visibility, then the order of the text.
    /// </summary>
    public SubmissionMember? Find(string name, int? arguments) =>
        _members
            .Where(m => m.Name == name)
            .OrderByDescending(m => arguments is null || m.Accepts(arguments.Value))
            .ThenByDescending(m => CustomaryTypes.Contains(m.Type.Name))
            .ThenByDescending(m => m.IsPublic)
            .ThenByDescending(m => m.IsStatic)
            .FirstOrDefault();

    private void AddUsings(IEnumerable<UsingDirectiveSyntax> usings)
    {
        foreach (var directive in usings)
        {
            if (directive is { Alias: null, Name: not null } && directive.StaticKeyword == default)
            {
                Usings.Add(directive.Name.ToString());
            }
        }
    }

    private void AddMembers(IEnumerable<MemberDeclarationSyntax> members, string prefix)
    {
        foreach (var member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax space)
            {
                Namespaces.Add((prefix + space.Name)["global::".Length..]);
                AddUsings(space.Usings);
                AddMembers(space.Members, $"{prefix}{space.Name}.");
            }
            else if (member is BaseTypeDeclarationSyntax type)
            {
                AddType(type, prefix);
            }
        }
    }

    private void AddType(BaseTypeDeclarationSyntax node, string prefix)
    {
        // A generic type cannot be named without arguments, and neither can what is inside it.
        if (node is TypeDeclarationSyntax { TypeParameterList: not null } || node.Identifier.Text.Length == 0)
        {
            return;
        }

        var type = new SubmissionType(node, prefix + node.Identifier.Text);
        _types.Add(type);
        if (node is not TypeDeclarationSyntax declaration)
        {
            return;
        }

        foreach (var member in declaration.Members)
        {
            AddMember(member, type);
        }
    }

    private void AddMember(MemberDeclarationSyntax member, SubmissionType type)
    {
        switch (member)
        {
            case BaseTypeDeclarationSyntax nested:
                AddType(nested, type.Path + ".");
                break;
            case MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method when type.CanHoldTargets:
                _members.Add(new SubmissionMember(type, method.Identifier.ValueText, method));
                break;
            case PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property when type.CanHoldTargets:
                _members.Add(new SubmissionMember(type, property.Identifier.ValueText, property));
                break;
            case FieldDeclarationSyntax field when type.CanHoldTargets:
                foreach (var variable in field.Declaration.Variables)
                {
                    _members.Add(new SubmissionMember(type, variable.Identifier.ValueText, field));
                }

                break;
        }
    }
}

/// <summary>A type of the submission.</summary>
internal sealed record SubmissionType(BaseTypeDeclarationSyntax Node, string Path)
{
    /// <summary>Its simple name.</summary>
    public string Name => Node.Identifier.ValueText;

    /// <summary>Whether it stands inside another type.</summary>
    public bool IsNested => Node.Parent is BaseTypeDeclarationSyntax;

    /// <summary>Whether its members can be called by name: interfaces have none of their own.</summary>
    public bool CanHoldTargets => Node is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax;
}

/// <summary>A method, property or field of the submission.</summary>
internal sealed record SubmissionMember(SubmissionType Type, string Name, MemberDeclarationSyntax Node)
{
    /// <summary>Whether it belongs to the type rather than to an object.</summary>
    public bool IsStatic => Node.Modifiers.Any(SyntaxKind.StaticKeyword) || Node.Modifiers.Any(SyntaxKind.ConstKeyword);

    /// <summary>Whether it is declared public.</summary>
    public bool IsPublic => Node.Modifiers.Any(SyntaxKind.PublicKeyword);

    /// <summary>C# text that names it from anywhere: on the type, or on a new object.</summary>
    public string Qualifier => IsStatic ? Type.Path : $"new {Type.Path}()";

    /// <summary>Whether it can be called with so many arguments.</summary>
    public bool Accepts(int arguments)
    {
        if (Node is not MethodDeclarationSyntax method)
        {
            return false;
        }

        var parameters = method.ParameterList.Parameters;
        var required = parameters.Count(p => p.Default is null && !p.Modifiers.Any(SyntaxKind.ParamsKeyword));
        return arguments >= required
            && (arguments <= parameters.Count || parameters.Any(p => p.Modifiers.Any(SyntaxKind.ParamsKeyword)));
    }
}
