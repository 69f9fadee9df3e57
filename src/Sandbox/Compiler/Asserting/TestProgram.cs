using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Compiler.Shaping;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>
/// A test program apart from the submission it tests: the statements that assert, and what stands around them. It comes
/// as a program of its own, as bare statements or methods, or as the end of a text whose beginning is the submission.
/// </summary>
internal sealed record TestProgram
{
    /// <summary>The submission: without the test, and closed where the test closed it.</summary>
    public required SubmissionText Submission { get; init; }

    /// <summary>Statements of each test method, in order.</summary>
    public required IReadOnlyList<IReadOnlyList<StatementSyntax>> Bodies { get; init; }

    /// <summary>Using directives of the test.</summary>
    public IReadOnlyList<UsingDirectiveSyntax> Usings { get; init; } = [];

    /// <summary>Other members of the test's class.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Members { get; init; } = [];

    /// <summary>Other types of the test.</summary>
    public IReadOnlyList<MemberDeclarationSyntax> Types { get; init; } = [];

    /// <summary>Name of the class around the test method, if any.</summary>
    public string? ClassName { get; init; }

    /// <summary>Names that the test declares outside of its statements.</summary>
    public ImmutableHashSet<string> OwnNames =>
        [
            .. Members
                .Concat(Types)
                .SelectMany(m => m.DescendantNodesAndSelf(n => n == m).Select(DeclaredName))
                .OfType<string>(),
        ];

    /// <summary>Takes the test apart; null and a reason where it does not parse.</summary>
    public static TestProgram? Read(SubmissionText source, string test, CompileContext context, out string reason)
    {
        reason = "";
        var whole = Parse(test, context);
        if (SyntaxError(whole) is null)
        {
            return OfUnit(Root(whole), source);
        }

        var joined = Parse(source.Text + test, context);
        if (SyntaxError(joined) is null && FindMain(Root(joined)) is { } main && main.SpanStart >= source.Text.Length)
        {
            return OfTail(Root(joined), main, source, test);
        }

        var members = Parse(MembersOfTail(test, context), context);
        if (SyntaxError(members) is { } error)
        {
            var line = error.Location.GetLineSpan().StartLinePosition.Line + 1;
            reason = string.Create(
                CultureInfo.InvariantCulture,
                $"the test program does not parse: ({line}) {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}"
            );
            return null;
        }

        return OfUnit(Root(members), source);
    }

    private static TestProgram OfUnit(CompilationUnitSyntax root, SubmissionText source)
    {
        var types = root.Members.Where(m => m is not GlobalStatementSyntax).ToList();
        if (FindMain(root) is { Parent: TypeDeclarationSyntax type } main)
        {
            return new TestProgram
            {
                Submission = source,
                Bodies = [main.Body!.Statements],
                Usings = AllUsings(root),
                Members = [.. type.Members.Where(m => m != main)],
                Types = [.. TypesBeside(type, root)],
                ClassName = type.Identifier.Text,
            };
        }

        var statements = root.Members.OfType<GlobalStatementSyntax>().Select(g => g.Statement).ToArray();
        var functions = statements.OfType<LocalFunctionStatementSyntax>().ToArray();
        var bareMain = functions.FirstOrDefault(f => f.Identifier.ValueText == "Main")?.Body;
        var isProgram = bareMain is null || statements.Length > functions.Length;
        IReadOnlyList<IReadOnlyList<StatementSyntax>> bodies =
            statements.Length == 0 ? [.. TestMethods(root).Select(m => m.Body!.Statements.ToArray())]
            : isProgram ? [statements]
            :
            [
                [.. functions.Where(f => f.Identifier.ValueText != "Main"), .. bareMain!.Statements],
            ];
        return new TestProgram
        {
            Submission = source,
            Bodies = bodies,
            Usings = AllUsings(root),
            Types = statements.Length == 0 ? [] : types,
            Members = statements.Length == 0 ? [.. HelperMembers(root)] : [],
        };
    }

    // The text before the test's Main and the braces behind it are the submission.
    private static TestProgram OfTail(
        CompilationUnitSyntax root,
        MethodDeclarationSyntax main,
        SubmissionText source,
        string test
    )
    {
        var at = source.Text.Length;
        var rest = test[..(main.SpanStart - at)] + test[(main.Span.End - at)..];
        return new TestProgram
        {
            Submission = source.With([Edit.Before(at, rest)]),
            Bodies = [main.Body!.Statements],
            Usings = AllUsings(root),
        };
    }

    // "} public static void Main() { … } }": what is left without the braces that belong to the text before.
    private static string MembersOfTail(string test, CompileContext context)
    {
        var start = 0;
        while (start < test.Length && (char.IsWhiteSpace(test[start]) || test[start] == '}'))
        {
            start++;
        }

        var tokens = SyntaxFactory.ParseTokens(test, start, start, context.Parse);
        var depth = 0;
        foreach (var token in tokens)
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken => 1,
                SyntaxKind.CloseBraceToken => -1,
                _ => 0,
            };
            if (depth < 0)
            {
                return test[start..token.SpanStart];
            }
        }

        return test[start..];
    }

    private static MethodDeclarationSyntax? FindMain(CompilationUnitSyntax root) =>
        root.DescendantNodes(n => n is not BlockSyntax)
            .OfType<MethodDeclarationSyntax>()
            .LastOrDefault(m =>
                m.Identifier.ValueText == "Main" && m.Body is not null && m.Parent is TypeDeclarationSyntax
            );

    private static IEnumerable<MethodDeclarationSyntax> TestMethods(CompilationUnitSyntax root) =>
        root.DescendantNodes(n => n is not BlockSyntax)
            .OfType<MethodDeclarationSyntax>()
            .Where(m => m.ParameterList.Parameters.Count == 0 && m.Body is not null)
            .Where(m => m.Body!.Statements.Any(s => AssertionStatement.Condition(s) is not null));

    private static IEnumerable<MemberDeclarationSyntax> HelperMembers(CompilationUnitSyntax root)
    {
        var tests = TestMethods(root).ToHashSet();
        return tests
            .Select(t => t.Parent)
            .OfType<TypeDeclarationSyntax>()
            .Distinct()
            .SelectMany(t => t.Members)
            .Where(m => m is not MethodDeclarationSyntax method || !tests.Contains(method));
    }

    private static IEnumerable<MemberDeclarationSyntax> TypesBeside(
        TypeDeclarationSyntax type,
        CompilationUnitSyntax root
    ) =>
        (type.Parent is BaseNamespaceDeclarationSyntax space ? space.Members.Concat(root.Members) : root.Members).Where(
            m => m != type && m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
        );

    private static UsingDirectiveSyntax[] AllUsings(CompilationUnitSyntax root) =>
        [.. root.Usings, .. root.Members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(n => n.Usings)];

    private static string? DeclaredName(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
            _ => null,
        };

    private static CompilationUnitSyntax Root(SyntaxTree tree) => (CompilationUnitSyntax)tree.GetRoot();

    private static SyntaxTree Parse(string text, CompileContext context) =>
        CSharpSyntaxTree.ParseText(text, context.Parse, cancellationToken: context.CancellationToken);

    // A modifier on a bare method and a statement behind a type are wrong only until they are put into a class.
    private static Diagnostic? SyntaxError(SyntaxTree tree) =>
        tree.GetDiagnostics()
            .FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS0106" or "CS8803"));
}
