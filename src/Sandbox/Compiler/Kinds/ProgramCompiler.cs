using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Shaping;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Kinds;

/// <summary>Compiles whole programs: a class with <c>Main</c>, top-level statements, or bare methods with a <c>Main</c> among them.</summary>
internal sealed class ProgramCompiler : IKindCompiler
{
    private const string SeveralEntryPoints = "CS0017";

    /// <inheritdoc/>
    public CompileReply Compile(CompileContext context)
    {
        var map = new SourceMap();
        var trees = context.Request.Sources.Select(s => Shape(SubmissionText.From(s.Name, s.Text), context)).ToArray();
        foreach (var (text, tree) in trees)
        {
            map.Add(tree, text, trees.Length > 1);
        }

        var compilation = ReferenceSet
            .Create(OutputKind.ConsoleApplication, context.Request.AllowUnsafe)
            .AddSyntaxTrees(trees.Select(t => t.Tree));
        var emission = Emitter.Emit(compilation, context.Parse, static c => c, context.CancellationToken);
        if (emission.Errors.Any(e => e.Id == SeveralEntryPoints) && EntryPoint.Choose(emission.Compilation) is { } main)
        {
            var chosen = compilation.WithOptions(compilation.Options.WithMainTypeName(main));
            emission = Emitter.Emit(chosen, context.Parse, static c => c, context.CancellationToken);
        }

        return emission.Success
            ? new CompileReply
            {
                End = CompileEnd.Compiled,
                Assembly = emission.Assembly,
                Entry = EntryKind.Main,
            }
            : Replies.Without(CompileEnd.Failed, DiagnosticText.Render(emission.Errors, map));
    }

    private static (SubmissionText Text, SyntaxTree Tree) Shape(SubmissionText text, CompileContext context)
    {
        var tree = Parsing.Parse(text, context);
        var shape = TopLevelShape.Of(tree, context.CancellationToken);
        // Bare methods would compile as local functions of a program that does nothing.
        if (shape.HasStatements || !shape.Functions.Any(f => f.Name == "Main"))
        {
            return (text, tree);
        }

        var wrapped = text.With(shape.WrapInClass(shape.FreeName(["Program"])));
        return (wrapped, Parsing.Parse(wrapped, context));
    }
}
