using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using R1Code.Sandbox.Compiler.Asserting;
using R1Code.Sandbox.Compiler.Calling;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Shaping;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Kinds;

/// <summary>
/// Compiles a submission with a test program: each assertion becomes a row of the call table, its expected value goes
/// back to the host as text and into no assembly.
/// </summary>
internal sealed class AssertionsCompiler : IKindCompiler
{
    /// <inheritdoc/>
    public CompileReply Compile(CompileContext context)
    {
        var source = SubmissionText.From(context.Request.Sources[0].Name, context.Request.Sources[0].Text);
        if (TestProgram.Read(source, context.Request.TestProgram ?? "", context, out var reason) is not { } test)
        {
            return Replies.Without(CompileEnd.BadProblem, DiagnosticText.Clean(reason));
        }

        var assertions = test.Bodies.SelectMany(AssertionReader.Read).ToArray();
        if (assertions.Length == 0)
        {
            return Replies.Without(CompileEnd.BadProblem, "the test program holds no assertion that could be read");
        }

        var files = context
            .Request.Sources.Skip(1)
            .Select(s => SubmissionText.From(s.Name, s.Text))
            .Prepend(test.Submission);
        var names = SubmissionNames.Of(files.ToArray(), test, context);
        var rows = Array.ConvertAll(assertions, a => AssertionRow.Of(a, names));
        var frame = Frame(test, assertions, context);
        var harness = new CallHarness(files, [.. rows.SelectMany(r => r.Variants)], frame, context);
        string?[] expected = [];
        var reply = harness.Emit((bound, probe) => Choose(rows, bound, probe, context, out expected));
        return reply.End == CompileEnd.Compiled
            ? reply with
            {
                Assertions = [.. expected.Select((text, i) => new RewrittenAssertion(i, text))],
            }
            : reply;
    }

    private static CallText[] Choose(
        AssertionRow[] rows,
        IReadOnlyList<CallText> bound,
        TableProbe probe,
        CompileContext context,
        out string?[] expected
    )
    {
        var (model, tree) = probe(bound);
        var methods = CallTable.RowMethods(tree, context.CancellationToken);
        var check = new UnsplitCheck(model, context.Request.EntryPoint);
        var chosen = new CallText[rows.Length];
        expected = new string?[rows.Length];
        for (int i = 0, at = 0; i < rows.Length; at += rows[i].Variants.Count, i++)
        {
            var bodies = Enumerable.Range(at, rows[i].Variants.Count).Select(n => methods[n]).ToArray();
            var calls = bound.Skip(at).Take(bodies.Length).ToArray();
            (chosen[i], expected[i]) = rows[i].Decide(calls, bodies, model, check);
        }

        return chosen;
    }

    private static TableFrame Frame(TestProgram test, Assertion[] assertions, CompileContext context)
    {
        var usings = new StringBuilder();
        foreach (var directive in test.Usings.Where(u => u.Alias is not null || IsFrameworkStatic(u)))
        {
            usings.Append(directive.WithoutTrivia().NormalizeWhitespace().ToFullString()).Append('\n');
        }

        if (test is { ClassName: { } name, Members.Count: > 0 })
        {
            usings.Append("using ").Append(name).Append(" = global::R1CodeCalls;\n");
        }

        return new TableFrame
        {
            NameRow = row => CallMessages.Prefix("assertion", row, assertions[row].Quote),
            Usings = usings.ToString(),
            Members = string.Concat(test.Members.Select(Helper)),
            Types = string.Concat(test.Types.Select(t => t.ToFullString() + "\n")),
            OwnNames = test.OwnNames,
            ExtraTrees = [ForeignNamespaces(context.Parse)],
        };
    }

    // Assertions in helpers fail by an exception, since they assert nothing in a release build.
    private static string Helper(MemberDeclarationSyntax member) =>
        new AssertionReader.Failing(null).Visit(member)!.ToFullString() + "\n";

    private static bool IsFrameworkStatic(UsingDirectiveSyntax directive) =>
        directive.StaticKeyword != default
        && directive.Name is QualifiedNameSyntax { Left: var left }
        && ImplicitUsings.Namespaces.Contains(left.ToString());

    // Tests of one family name a comparison package; the comparison is the host's, the using directive stays.
    private static SyntaxTree ForeignNamespaces(CSharpParseOptions parse) =>
        CSharpSyntaxTree.ParseText(
            "namespace KellermanSoftware.CompareNetObjects { internal static class R1CodePlaceholder { } }",
            parse,
            "<foreign>"
        );
}
