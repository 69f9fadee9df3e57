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
        var texts = context.Request.Calls;
        var calls = CallText.ParseAll(texts, context.Parse, out var faulty);
        if (faulty >= 0)
        {
            return CallMessages.BadProblem(texts, faulty);
        }

        var submission = context.Request.Sources.Select(s => SubmissionText.From(s.Name, s.Text));
        return new CallHarness(submission, calls, TableFrame.Of(texts), context).Emit();
    }
}
