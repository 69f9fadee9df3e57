using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>Words for what is wrong with a call.</summary>
internal static class CallMessages
{
    private const int MaxQuoted = 80;

    /// <summary>Names a call before a diagnostic.</summary>
    public static string Prefix(string what, int index, string text) =>
        $"{what} {index} `{(text.Length > MaxQuoted ? text[..MaxQuoted] + "…" : text)}`: ";

    /// <summary>The reply for a call or expected value that is wrong by itself.</summary>
    public static CompileReply BadProblem(IReadOnlyList<string> calls, int index) =>
        Replies.Without(
            CompileEnd.BadProblem,
            DiagnosticText.Clean(Prefix("call", index, calls[index]) + "it is no C# expression")
        );
}
