using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Compiler.Shaping;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>
/// A submission shaped for calls, and the class <c>R1CodeCalls</c> over it. The class is a syntax tree of its own: the
/// submission cannot reach into it by grammar, only by names, and names are bound to the submission on purpose.
/// </summary>
internal sealed class CallHarness
{
    private const string TableClass = "R1CodeCalls";
    private const string TablePath = "<calls>";

    private readonly CompileContext _context;
    private readonly TableFrame _frame;
    private readonly CallText[] _calls;
    private readonly CSharpCompilation _compilation;
    private readonly SourceMap _map = new();

    /// <summary>
    /// Binds calls to a submission. Bare functions are put into a class, statements that a program would run are left out,
    /// and what the calls need to reach becomes visible to them.
    /// </summary>
    public CallHarness(
        IEnumerable<SubmissionText> submission,
        IReadOnlyList<CallText> calls,
        TableFrame frame,
        CompileContext context
    )
    {
        _context = context;
        _frame = frame;
        var texts = submission.Select(t => Shape(t, calls, context)).ToArray();
        var trees = Array.ConvertAll(texts, t => Parsing.Parse(t, context));
        Index = MemberIndex.Of(trees, context.CancellationToken);
        var targets = new HashSet<SubmissionMember>();
        _calls = [.. calls.Select(c => CallBinder.Bind(c, Index, frame.OwnNames, targets))];
        for (var i = 0; i < trees.Length; i++)
        {
            var edits = AccessRaiser.Raise(trees[i], Index, targets).ToArray();
            if (edits.Length > 0)
            {
                texts[i] = texts[i].With(edits);
                trees[i] = Parsing.Parse(texts[i], context);
            }

            _map.Add(trees[i], texts[i], trees.Length > 1);
        }

        _compilation = ReferenceSet
            .Create(OutputKind.DynamicallyLinkedLibrary, context.Request.AllowUnsafe)
            .AddSyntaxTrees(trees)
            .AddSyntaxTrees(frame.ExtraTrees);
    }

    /// <summary>What the submission declares.</summary>
    public MemberIndex Index { get; }

    /// <summary>Compiles submission and table. <paramref name="choose"/> picks the rows of the bound calls; all of them by default.</summary>
    public CompileReply Emit(Func<IReadOnlyList<CallText>, TableProbe, IReadOnlyList<CallText>>? choose = null)
    {
        var emission = Emitter.Emit(
            _compilation,
            _context.Parse,
            compilation => AddTable(compilation, choose),
            _context.CancellationToken
        );
        return emission.Success
            ? new CompileReply
            {
                End = CompileEnd.Compiled,
                Assembly = emission.Assembly,
                Entry = EntryKind.CallTable,
            }
            : Replies.Without(CompileEnd.Failed, DiagnosticText.Render(SubmissionFirst(emission.Errors), _map));
    }

    private static SubmissionText Shape(SubmissionText text, IReadOnlyList<CallText> calls, CompileContext context)
    {
        var shape = TopLevelShape.Of(Parsing.Parse(text, context), context.CancellationToken);
        if (!shape.HasStatements && !shape.HasBareMembers)
        {
            return text;
        }

        var name = shape.FreeName([.. CallBinder.TypesNamedBy(calls), "Program", "Solution"]);
        return text.With(shape.DropStatements(text.Text).Concat(shape.WrapInClass(name)));
    }

    private CSharpCompilation AddTable(
        CSharpCompilation compilation,
        Func<IReadOnlyList<CallText>, TableProbe, IReadOnlyList<CallText>>? choose
    )
    {
        var usings = TableUsings.For(Index, _frame, compilation);
        var rows = choose is null ? _calls : choose(_calls, calls => Probe(new CallTable(calls), usings, compilation));
        var table = new CallTable(rows);
        var (model, tree) = Probe(table, usings, compilation);
        var typed = table.Typed(tree, model, _context.CancellationToken);
        var complete = model.Compilation;
        if (!ReferenceEquals(typed, table))
        {
            tree = TableTree(typed, usings);
            complete = compilation.AddSyntaxTrees(tree);
        }

        _map.AddOurs(tree, span => typed.RowAt(span.Start) is >= 0 and var row ? _frame.NameRow(row) : "");
        return (CSharpCompilation)complete;
    }

    private (SemanticModel Model, SyntaxTree Tree) Probe(CallTable table, string usings, CSharpCompilation compilation)
    {
        var tree = TableTree(table, usings);
        return (compilation.AddSyntaxTrees(tree).GetSemanticModel(tree), tree);
    }

    private SyntaxTree TableTree(CallTable table, string usings)
    {
        var text = new StringBuilder(usings).Append("public static class " + TableClass + "\n{\n");
        text.Append(table.Members("Call", "public static", text.Length)).Append(_frame.Members).Append("}\n");
        return CSharpSyntaxTree.ParseText(
            text.Append(_frame.Types).ToString(),
            _context.Parse,
            TablePath,
            cancellationToken: _context.CancellationToken
        );
    }

    // When the submission itself is wrong, what that does to the calls is no news.
    private static IReadOnlyCollection<Diagnostic> SubmissionFirst(IReadOnlyCollection<Diagnostic> errors)
    {
        var own = errors.Where(e => e.Location.SourceTree?.FilePath != TablePath).ToArray();
        return own.Length > 0 ? own : errors;
    }
}

/// <summary>Binds a table of other rows, without emitting it: what do these expressions mean here?</summary>
internal delegate (SemanticModel Model, SyntaxTree Tree) TableProbe(IReadOnlyList<CallText> calls);
