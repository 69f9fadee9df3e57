using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Kinds;

/// <summary>One compilation under way: what is asked, how its text is read, and when to stop.</summary>
internal sealed record CompileContext(
    CompileRequest Request,
    CSharpParseOptions Parse,
    CancellationToken CancellationToken
);

/// <summary>Makes an assembly of one <see cref="CompileKind"/> of request.</summary>
internal interface IKindCompiler
{
    /// <summary>Compiles. Errors in the submission or the problem are replies, not exceptions.</summary>
    CompileReply Compile(CompileContext context);
}

/// <summary>Replies that carry no assembly.</summary>
internal static class Replies
{
    /// <summary>A reply with messages.</summary>
    public static CompileReply Without(CompileEnd end, params IEnumerable<string> diagnostics) =>
        new() { End = end, Diagnostics = [.. diagnostics] };
}
