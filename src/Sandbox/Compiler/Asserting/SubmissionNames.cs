using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Compiler.Shaping;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>The names a submission declares: an expression that speaks one of them is what the submission answers for.</summary>
internal sealed class SubmissionNames
{
    private readonly HashSet<string> _names;

    private SubmissionNames(HashSet<string> names) => _names = names;

    /// <summary>Reads the names, less those that the test declares itself.</summary>
    public static SubmissionNames Of(IReadOnlyList<SubmissionText> files, TestProgram test, CompileContext context)
    {
        var names = files
            .SelectMany(f => Parsing.Parse(f, context).GetRoot(context.CancellationToken).DescendantNodes())
            .Select(Declared)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        if (context.Request.EntryPoint is { Length: > 0 } entry)
        {
            names.Add(entry);
        }

        names.ExceptWith(test.OwnNames);
        return new SubmissionNames(names);
    }

    /// <summary>Whether an expression speaks of the submission, by itself or by the statements it depends on.</summary>
    public bool AreIn(SyntaxNode node, Func<SyntaxNode, IReadOnlyList<StatementSyntax>> needs) =>
        needs(node).Append(node).SelectMany(Dependencies.NamesIn).Any(_names.Contains);

    private static string? Declared(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };
}
