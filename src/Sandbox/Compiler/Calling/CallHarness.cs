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
    private readonly MemberIndex _index;
    private readonly CSharpCompilation _compilation;
    private readonly SourceMap _map = new();
    private CallTable _table;

    private CallHarness(SubmissionText[] texts, IReadOnlyList<CallText> calls, CompileContext context)
    {
        _context = context;
        var trees = Array.ConvertAll(texts, t => Parsing.Parse(t, context));
        _index = MemberIndex.Of(trees, context.CancellationToken);
        var targets = new HashSet<SubmissionMember>();
        _table = new CallTable([.. calls.Select(c => CallBinder.Bind(c, _index, targets))]);
        for (var i = 0; i < trees.Length; i++)
        {
            var edits = AccessRaiser.Raise(trees[i], _index, targets).ToArray();
            if (edits.Length > 0)
            {
                texts[i] = texts[i].With(edits);
                trees[i] = Parsing.Parse(texts[i], context);
            }

            _map.Add(trees[i], texts[i], trees.Length > 1);
        }

        _compilation = ReferenceSet
            .Create(OutputKind.DynamicallyLinkedLibrary, context.Request.AllowUnsafe)
            .AddSyntaxTrees(trees);
    }

    /// <summary>Shapes the submission: bare functions go into a class, statements that a program would run are left out.</summary>
    public static CallHarness Over(
        IEnumerable<SubmissionText> texts,
        IReadOnlyList<CallText> calls,
        CompileContext context
    ) => new([.. texts.Select(t => Shape(t, calls, context))], calls, context);

    /// <summary>Compiles submission and table.</summary>
    public CompileReply Emit()
    {
        var emission = Emitter.Emit(_compilation, _context.Parse, AddTable, _context.CancellationToken);
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

    private CSharpCompilation AddTable(CSharpCompilation compilation)
    {
        _table = _table.Untyped();
        var usings = TableUsings(compilation);
        var tree = TableTree(usings);
        var complete = compilation.AddSyntaxTrees(tree);
        var typed = _table.Typed(tree, complete.GetSemanticModel(tree), _context.CancellationToken);
        if (!ReferenceEquals(typed, _table))
        {
            _table = typed;
            tree = TableTree(usings);
            complete = compilation.AddSyntaxTrees(tree);
        }

        var table = _table;
        _map.AddOurs(tree, span => RowPrefix(table, span.Start));
        return complete;
    }

    private SyntaxTree TableTree(string usings)
    {
        var text = new StringBuilder(usings);
        text.Append("public static class " + TableClass + "\n{\n");
        text.Append(_table.Members("Call", "public static", text.Length)).Append("}\n");
        return CSharpSyntaxTree.ParseText(
            text.ToString(),
            _context.Parse,
            TablePath,
            cancellationToken: _context.CancellationToken
        );
    }

    private string TableUsings(CSharpCompilation compilation)
    {
        var text = new StringBuilder();
        var theirs = _index.Usings.Where(n => Exists(n, compilation));
        foreach (var name in ImplicitUsings.Namespaces.Union(theirs).Union(_index.Namespaces))
        {
            text.Append("using ").Append(name).Append(";\n");
        }

        foreach (var alias in Aliases())
        {
            text.Append("using ").Append(alias.Name).Append(" = ").Append(alias.Path).Append(";\n");
        }

        return text.ToString();
    }

    private static bool Exists(string name, CSharpCompilation compilation)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        foreach (var part in name.Split('.'))
        {
            space = space?.GetNamespaceMembers().FirstOrDefault(n => n.Name == part);
        }

        return space is not null;
    }

    // Types inside namespaces and other types are meant by their bare names too, before any namesake of the framework.
    private IEnumerable<SubmissionType> Aliases()
    {
        var global = _index
            .Types.Where(t => t.Path == "global::" + t.Node.Identifier.Text)
            .Select(t => t.Name)
            .ToHashSet(StringComparer.Ordinal);
        return _index.Types.Where(t => !global.Contains(t.Name)).DistinctBy(t => t.Name, StringComparer.Ordinal);
    }

    private string RowPrefix(CallTable table, int position)
    {
        var row = table.RowAt(position);
        return row < 0 ? "" : CallMessages.Prefix(row, _context.Request.Calls[row]);
    }

    // When the submission itself is wrong, what that does to the calls is no news.
    private static IEnumerable<Diagnostic> SubmissionFirst(IReadOnlyCollection<Diagnostic> errors)
    {
        var own = errors.Where(e => e.Location.SourceTree?.FilePath != TablePath).ToArray();
        return own.Length > 0 ? own : errors;
    }
}
