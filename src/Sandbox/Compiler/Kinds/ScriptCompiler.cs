using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using R1Code.Sandbox.Compiler.Calling;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Shaping;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Kinds;

/// <summary>
/// Compiles C# scripts: a submission with calls over it, or a problem's expected values over an empty script. The
/// scripting package says how a script is compiled; its run loop, which would run the script here, is never used.
/// The script and the call table are emitted as an ordinary assembly in which <c>R1CodeCalls.Call</c> runs the script's
/// body and then the row.
/// </summary>
internal sealed class ScriptCompiler : IKindCompiler
{
    private const string ScriptClass = "R1CodeScript";
    private const string TableMethod = "__R1CodeTable";

    // The body is run by its entry point, which has a name that C# cannot say.
    private const string TableSource = $$"""
        public static class R1CodeCalls
        {
            internal static global::System.Func<int, object> Table;

            public static object Call(int index)
            {
                const global::System.Reflection.BindingFlags hidden =
                    global::System.Reflection.BindingFlags.Static
                    | global::System.Reflection.BindingFlags.NonPublic
                    | global::System.Reflection.BindingFlags.Public;
                typeof(R1CodeCalls)
                    .Assembly.GetType("{{ScriptClass}}")
                    .GetMethod("<Main>", hidden)
                    .Invoke(null, hidden | global::System.Reflection.BindingFlags.DoNotWrapExceptions, null, null, null);
                return Table(index);
            }
        }
        """;

    /// <inheritdoc/>
    public CompileReply Compile(CompileContext context)
    {
        var calls = CallText.ParseAll(context.Request.Calls, context.Parse, out var faulty);
        if (faulty >= 0)
        {
            return CallMessages.BadProblem(context.Request.Calls, faulty);
        }

        var source = context.Request.Kind == CompileKind.Values ? null : context.Request.Sources[0];
        return Emit(
            SubmissionText.From(source?.Name ?? "values.csx", source?.Text ?? ""),
            new CallTable(calls),
            context
        );
    }

    private static CompileReply Emit(SubmissionText script, CallTable table, CompileContext context)
    {
        var map = new SourceMap();
        var emission = Emitter.Emit(
            Compilation(context),
            context.Parse,
            compilation => AddScript(compilation, script, table, map, context),
            context.CancellationToken
        );
        if (emission.Success)
        {
            return new CompileReply
            {
                End = CompileEnd.Compiled,
                Assembly = emission.Assembly,
                Entry = EntryKind.CallTable,
            };
        }

        var end = context.Request.Kind == CompileKind.Values ? CompileEnd.BadProblem : CompileEnd.Failed;
        return Replies.Without(end, DiagnosticText.Render(emission.Errors, map));
    }

    private static CSharpCompilation AddScript(
        CSharpCompilation compilation,
        SubmissionText script,
        CallTable table,
        SourceMap map,
        CompileContext context
    )
    {
        var framed = Frame(script, context);
        var tree = Parse(framed, table, context);
        var complete = compilation.AddSyntaxTrees(tree);
        var typed = table.Typed(tree, complete.GetSemanticModel(tree), context.CancellationToken);
        if (!ReferenceEquals(typed, table))
        {
            table = typed;
            tree = Parse(framed, table, context);
            complete = compilation.AddSyntaxTrees(tree);
        }

        map.Add(tree, framed, span => RowPrefix(table, span.Start, context));
        return complete;
    }

    /// <summary>
    /// The script with its table announced before the first statement, so that a <c>return</c> in the script does not
    /// matter, and an end after which the rows may stand.
    /// </summary>
    private static SubmissionText Frame(SubmissionText script, CompileContext context)
    {
        var tree = CSharpSyntaxTree.ParseText(
            script.Text,
            context.Parse.WithKind(SourceCodeKind.Script),
            cancellationToken: context.CancellationToken
        );
        var members = ((CompilationUnitSyntax)tree.GetRoot(context.CancellationToken)).Members;
        var first = members.Count > 0 ? members[0].SpanStart : script.Text.Length;
        // A script's last expression may come without a semicolon, and a comment may end it without a line break.
        var isOpen =
            members.LastOrDefault() is GlobalStatementSyntax
            {
                Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true }
            };
        return script.With([
            Edit.Before(first, $"global::R1CodeCalls.Table = {TableMethod}; "),
            Edit.Before(script.Text.Length, isOpen ? "\n;\n" : "\n"),
        ]);
    }

    private static SyntaxTree Parse(SubmissionText framed, CallTable table, CompileContext context)
    {
        var text = framed.Text + table.Members(TableMethod, "", framed.Text.Length);
        var options = ScriptOptions
            .Default.WithFilePath(framed.Name)
            .WithReferences(Array.Empty<MetadataReference>())
            .WithLanguageVersion(context.Parse.LanguageVersion);
        return CSharpScript.Create(text, options).GetCompilation().SyntaxTrees.Single();
    }

    private static CSharpCompilation Compilation(CompileContext context)
    {
        var compilation = ReferenceSet.Create(OutputKind.ConsoleApplication, context.Request.AllowUnsafe);
        return compilation
            .WithOptions(compilation.Options.WithScriptClassName(ScriptClass).WithUsings(ImplicitUsings.Namespaces))
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(TableSource, context.Parse, cancellationToken: context.CancellationToken)
            );
    }

    private static string? RowPrefix(CallTable table, int position, CompileContext context)
    {
        var row = table.RowAt(position);
        return row < 0 ? null : CallMessages.Prefix("call", row, context.Request.Calls[row]);
    }
}
