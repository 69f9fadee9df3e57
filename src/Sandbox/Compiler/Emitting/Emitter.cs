using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using R1Code.Sandbox.Compiler.Rewriting;

namespace R1Code.Sandbox.Compiler.Emitting;

/// <summary>Makes the assembly: exactly as written, or with the usings the author forgot.</summary>
internal static class Emitter
{
    // Metadata only once, no symbols: what runs needs no more.
    private static readonly EmitOptions Options = new(tolerateErrors: false, includePrivateMembers: true);

    /// <summary>
    /// Emits <paramref name="compilation"/>. <paramref name="finish"/> completes it where that needs bound types; it is
    /// asked again for the compilation with added usings.
    /// </summary>
    public static Emission Emit(
        CSharpCompilation compilation,
        CSharpParseOptions parse,
        Func<CSharpCompilation, CSharpCompilation> finish,
        CancellationToken cancellationToken
    )
    {
        // As a compiler on the command line does: where the grammar is wrong, nothing else is looked at.
        var grammar = Errors([.. compilation.SyntaxTrees.SelectMany(t => t.GetDiagnostics(cancellationToken))]);
        if (!grammar.IsEmpty)
        {
            return new Emission(compilation, [], grammar);
        }

        Emission? exact = null;
        if (!ImplicitUsings.AreGlobal(parse) || !ForgottenUsings.AreCertain(compilation, cancellationToken))
        {
            exact = EmitOnce(finish(compilation), parse, cancellationToken);
            if (exact.Success || !ImplicitUsings.MayHelp(exact.Errors))
            {
                return exact;
            }
        }

        var generous = ImplicitUsings.AddTo(compilation, parse);
        var second = EmitOnce(finish(generous), parse, cancellationToken);
        if (!second.Success && ImplicitUsings.Disambiguate(second.Compilation, parse, second.Errors) is { } unambiguous)
        {
            second = EmitOnce(finish(unambiguous), parse, cancellationToken);
        }

        // Usings inside the author's trees move columns, so the errors without them are told.
        return second.Success || exact is null || ImplicitUsings.AreGlobal(parse) ? second : exact;
    }

    private static Emission EmitOnce(
        CSharpCompilation compilation,
        CSharpParseOptions parse,
        CancellationToken cancellationToken
    )
    {
        var redirected = ProcessEndRewriter.Rewrite(compilation, parse, cancellationToken);
        var emission = Write(redirected, cancellationToken);
        // Positions in rewritten trees mean nothing to the author: errors are told for the text as it was.
        return emission.Success || ReferenceEquals(redirected, compilation)
            ? emission
            : Write(compilation, cancellationToken) with
            {
                Assembly = [],
            };
    }

    private static Emission Write(CSharpCompilation compilation, CancellationToken cancellationToken)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: Options, cancellationToken: cancellationToken);
        if (!result.Success)
        {
            return new Emission(compilation, [], Errors(result.Diagnostics));
        }

        var assembly = image.ToArray();
        RunOnceMethods.Mark(assembly);
        return new Emission(compilation, assembly, []);
    }

    private static ImmutableArray<Diagnostic> Errors(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.RemoveAll(static d => d.Severity != DiagnosticSeverity.Error);
}

/// <summary>What came out of an attempt.</summary>
internal sealed record Emission(CSharpCompilation Compilation, byte[] Assembly, ImmutableArray<Diagnostic> Errors)
{
    /// <summary>Whether there is an assembly.</summary>
    public bool Success => Assembly.Length > 0;
}
