using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Compiler.Calling;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Shaping;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Kinds;

/// <summary>Compiles a submission and a table of calls over it into one assembly.</summary>
internal sealed class CallsCompiler : IKindCompiler
{
    /// <inheritdoc/>
    public CompileReply Compile(CompileContext context)
    {
        var calls = new List<CallText>();
        foreach (var text in context.Request.Calls)
        {
            if (CallText.Parse(text, context.Parse) is not { } call)
            {
                return CallMessages.BadProblem(calls.Count, text, "it is no C# expression");
            }

            calls.Add(call);
        }

        var harness = CallHarness.Over(
            context.Request.Sources.Select(s => SubmissionText.From(s.Name, s.Text)),
            calls,
            context
        );
        return harness.Emit();
    }
}
