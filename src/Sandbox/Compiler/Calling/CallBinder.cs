using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// Binds the names of a call to the submission: <c>Solve(1)</c> becomes <c>global::Any.Where.Solve(1)</c>, or
/// <c>new global::Any.Where().Solve(1)</c> for an instance method. A call that names a class which the submission does
/// not have, or calls statically what is an instance method (or the reverse), is bound by the method's name.
/// </summary>
internal sealed class CallBinder : CSharpSyntaxRewriter
{
    private readonly MemberIndex _index;
    private readonly HashSet<string> _locals;

    private CallBinder(MemberIndex index, HashSet<string> locals)
    {
        _index = index;
        _locals = locals;
    }

    /// <summary>Members that calls were bound to.</summary>
    public HashSet<SubmissionMember> Targets { get; } = [];

    /// <summary>
    /// Binds a call; <paramref name="targets"/> collects what it was bound to, <paramref name="ownNames"/> are never the
    /// submission's.
    /// </summary>
    public static CallText Bind(
        CallText call,
        MemberIndex index,
        IReadOnlySet<string> ownNames,
        ISet<SubmissionMember> targets
    )
    {
        var locals = call.Parts.SelectMany(LocalNames.DeclaredIn).Concat(ownNames);
        var binder = new CallBinder(index, locals.ToHashSet(StringComparer.Ordinal));
        var bound = new CallText(binder.Visit(call.Node)!)
        {
            Before = [.. call.Before.Select(s => (StatementSyntax)binder.Visit(s)!)],
        };
        targets.UnionWith(binder.Targets);
        return bound;
    }

    /// <summary>Classes that the calls name on the left of a dot, for bare functions that need a class.</summary>
    public static IEnumerable<string> TypesNamedBy(IEnumerable<CallText> calls) =>
        calls
            .SelectMany(c => c.Parts.SelectMany(p => p.DescendantNodesAndSelf()).OfType<MemberAccessExpressionSyntax>())
            .Select(a => TypeNamedBy(a.Expression))
            .OfType<string>()
            .Where(n => char.IsUpper(n[0]) && !FrameworkTypes.Contains(n));

    /// <inheritdoc/>
    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        var name = node.Name.Identifier.ValueText;
        if (TypeNamedBy(node.Expression) is not { } typeName || _locals.Contains(typeName))
        {
            return node.WithExpression((ExpressionSyntax)Visit(node.Expression));
        }

        var type = _index.FindType(typeName);
        var onType = type is null ? [] : _index.MembersOf(type, name).ToArray();
        var isCreation = node.Expression is ObjectCreationExpressionSyntax;
        if (onType.Length > 0 && Array.Exists(onType, m => m.IsStatic != isCreation))
        {
            Targets.UnionWith(onType);
            return node;
        }

        // An unknown class, or one without such a method: the method's name decides.
        var target = onType.Length > 0 ? onType[0] : _index.Find(name, ArgumentCount(node));
        return target is null || (type is not null && onType.Length == 0) || (type is null && IsFrameworkName(node))
            ? node
            : Qualify(target, node.Name, node);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => BindBare(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => BindBare(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node) =>
        node.WithArgumentList((ArgumentListSyntax?)Visit(node.ArgumentList))
            .WithInitializer((InitializerExpressionSyntax?)Visit(node.Initializer));

    private SyntaxNode BindBare(SimpleNameSyntax node)
    {
        var name = node.Identifier.ValueText;
        if (_locals.Contains(name) || !IsFreeExpression(node) || _index.FindType(name) is not null)
        {
            return node;
        }

        var target = _index.Find(name, ArgumentCount(node));
        return target is null ? node : Qualify(target, node, node);
    }

    private MemberAccessExpressionSyntax Qualify(SubmissionMember target, SimpleNameSyntax name, SyntaxNode whole)
    {
        Targets.Add(target);
        return SyntaxFactory
            .MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                SyntaxFactory.ParseExpression(target.Qualifier),
                name.WithoutTrivia()
            )
            .WithTriviaFrom(whole);
    }

    /// <summary><c>Name</c> or <c>new Name()</c>: the simple name of what stands left of a dot.</summary>
    private static string? TypeNamedBy(ExpressionSyntax expression) =>
        expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } creation =>
                creation.Type switch
                {
                    IdentifierNameSyntax name => name.Identifier.ValueText,
                    QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
                    _ => null,
                },
            ParenthesizedExpressionSyntax { Expression: ObjectCreationExpressionSyntax inner } => TypeNamedBy(inner),
            _ => null,
        };

    // "Math.Max(1, 2)" stays what it is even where the submission has a Max of its own.
    private static bool IsFrameworkName(MemberAccessExpressionSyntax node) =>
        node.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && FrameworkTypes.Contains(name);

    private static readonly HashSet<string> FrameworkTypes = new(StringComparer.Ordinal)
    {
        "Array",
        "BigInteger",
        "Boolean",
        "Char",
        "Console",
        "Convert",
        "DateTime",
        "Decimal",
        "Double",
        "Enumerable",
        "Environment",
        "GC",
        "Int32",
        "Int64",
        "Math",
        "Object",
        "Regex",
        "String",
        "Task",
        "TimeSpan",
        "Tuple",
    };

    // Not a type, not a name after a dot, not the name of a named argument or an initialised member.
    private static bool IsFreeExpression(SimpleNameSyntax node) =>
        node.Parent switch
        {
            QualifiedNameSyntax or AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax => false,
            MemberBindingExpressionSyntax => false,
            MemberAccessExpressionSyntax access => access.Expression == node && node is not GenericNameSyntax,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != node,
            ObjectCreationExpressionSyntax creation => creation.Type != node,
            ExpressionSyntax and not TypeSyntax => IsNotTypeOf(node),
            TypeSyntax or TypeArgumentListSyntax or VariableDeclarationSyntax or ParameterSyntax => false,
            DeclarationPatternSyntax or TypePatternSyntax => false,
            _ => true,
        };

    private static bool IsNotTypeOf(SimpleNameSyntax node) =>
        node.Parent switch
        {
            CastExpressionSyntax cast => cast.Type != node,
            TypeOfExpressionSyntax or DefaultExpressionSyntax or SizeOfExpressionSyntax => false,
            DeclarationExpressionSyntax => false,
            _ => true,
        };

    private static int? ArgumentCount(SyntaxNode called) =>
        called.Parent is InvocationExpressionSyntax invocation && invocation.Expression == called
            ? invocation.ArgumentList.Arguments.Count
            : null;
}
