using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// Says whether a submission uses anything beyond computing: pointers, foreign functions, reflection, files, the process.
/// By these it could write the outcome itself where a condition is decided in its own process. What is allowed is listed,
/// not what is forbidden, so that a new door of the framework is closed until somebody opens it here.
/// </summary>
internal static class SubmissionPowers
{
    private static readonly FrozenSet<string> Namespaces = FrozenSet.ToFrozenSet([
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Collections.Frozen",
        "System.Collections.Generic",
        "System.Collections.Immutable",
        "System.Collections.ObjectModel",
        "System.Collections.Specialized",
        "System.Globalization",
        "System.Linq",
        "System.Text",
        "System.Text.RegularExpressions",
        "System.Threading",
        "System.Threading.Tasks",
    ]);

    // Of namespaces that hold more than computing: a vector can be loaded from any address.
    private static readonly FrozenSet<string> Types = FrozenSet.ToFrozenSet([
        "System.Diagnostics.Debug",
        "System.Diagnostics.Stopwatch",
        "System.Diagnostics.Trace",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
        "System.IO.StringReader",
        "System.IO.StringWriter",
        "System.IO.TextReader",
        "System.IO.TextWriter",
        "System.Numerics.BigInteger",
        "System.Numerics.BitOperations",
        "System.Numerics.Complex",
        "System.Runtime.CompilerServices.ITuple",
        "System.Runtime.CompilerServices.MethodImplAttribute",
        "System.Runtime.CompilerServices.MethodImplOptions",
        "System.Security.Cryptography.HashAlgorithm",
        "System.Security.Cryptography.MD5",
        "System.Security.Cryptography.SHA1",
        "System.Security.Cryptography.SHA256",
        "System.Security.Cryptography.SHA512",
    ]);

    private static readonly FrozenSet<string> RefusedInSystem = FrozenSet.ToFrozenSet([
        "Activator",
        "AppContext",
        "AppDomain",
        "Delegate",
        "Environment",
        "GC",
        "MulticastDelegate",
        "RuntimeFieldHandle",
        "RuntimeMethodHandle",
        "RuntimeTypeHandle",
        "Type",
        "TypedReference",
    ]);

    /// <summary>The first such use, or null.</summary>
    public static string? Of(Compilation compilation) =>
        compilation
            .SyntaxTrees.Where(IsSubmitted)
            .Select(t => Of(t, compilation))
            .FirstOrDefault(use => use is not null);

    /// <summary>Whether it declares types that can stand behind an interface or a base class of the framework.</summary>
    public static bool HasImpostors(Compilation compilation) =>
        compilation
            .SyntaxTrees.Where(IsSubmitted)
            .SelectMany(tree =>
                tree.GetRoot()
                    .DescendantNodes()
                    .OfType<TypeDeclarationSyntax>()
                    .Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type))
            )
            .Any(type =>
                type is { IsStatic: false, TypeKind: TypeKind.Class or TypeKind.Struct }
                && (
                    type.Interfaces.Any(i => !i.Locations.Any(l => l.IsInSource) && !type.IsRecord)
                    || type.BaseType is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }
                    || type.GetMembers().Any(m => m is IMethodSymbol { IsOverride: true, IsImplicitlyDeclared: false })
                )
            );

    /// <summary>Whether a tree is the submission's: those of the test program have names in angle brackets.</summary>
    public static bool IsSubmitted(SyntaxTree tree) => !tree.FilePath.StartsWith('<');

    private static string? Of(SyntaxTree tree, Compilation compilation)
    {
        var root = tree.GetRoot();
        if (root.DescendantTokens().Any(t => t.Kind() is SyntaxKind.UnsafeKeyword or SyntaxKind.ExternKeyword))
        {
            return "pointers or foreign functions";
        }

        var model = compilation.GetSemanticModel(tree);
        return root.DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Where(name => !IsOwner(name))
            .Select(name => Refused(model.GetSymbolInfo(name).Symbol))
            .FirstOrDefault(use => use is not null);
    }

    // In "A.B" the member B says what is used of A.
    private static bool IsOwner(SimpleNameSyntax name)
    {
        SyntaxNode node =
            name.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == name ? qualified : name;
        return node.Parent is MemberAccessExpressionSyntax access && access.Expression == node;
    }

    private static string? Refused(ISymbol? symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        if (symbol is null or INamespaceSymbol || type is null || !type.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        // typeof(x).Name and x.GetType().Name say a name and open nothing.
        if (symbol is IPropertySymbol { Name: "Name" } || symbol is { Name: "NewLine" })
        {
            return null;
        }

        var space = type.ContainingNamespace.ToDisplayString();
        var isAllowed =
            space == "System"
                ? !RefusedInSystem.Contains(type.Name)
                : Namespaces.Contains(space)
                    || Types.Contains($"{space}.{type.Name}")
                    || (space == "System.Numerics" && type.TypeKind == TypeKind.Interface);
        return isAllowed || type.IsAnonymousType ? null : $"{space}.{type.Name}";
    }
}
