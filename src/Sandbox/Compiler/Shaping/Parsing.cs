using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using R1Code.Sandbox.Compiler.Kinds;

namespace R1Code.Sandbox.Compiler.Shaping;

/// <summary>Text to tree.</summary>
internal static class Parsing
{
    /// <summary>Parses a file as the request's language version.</summary>
    public static SyntaxTree Parse(SubmissionText text, CompileContext context) =>
        CSharpSyntaxTree.ParseText(
            SourceText.From(text.Text, Encoding.UTF8),
            context.Parse,
            text.Name,
            context.CancellationToken
        );
}
