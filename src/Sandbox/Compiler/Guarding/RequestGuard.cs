using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>Shows every text of a request to the <see cref="SourceGuard"/> before Roslyn sees it.</summary>
internal static class RequestGuard
{
    /// <summary>A refusal, or null where all texts may pass.</summary>
    public static CompileReply? Check(CompileRequest request)
    {
        if (request.Kind != CompileKind.Values && request.Sources.Count == 0)
        {
            return Replies.Without(CompileEnd.BadProblem, "the request has no source");
        }

        var size = 0L;
        foreach (var source in request.Sources)
        {
            size += source.Text.Length;
            var finding = size > GuardLimits.MaxCharacters ? SourceGuard.TooLong(size) : SourceGuard.Check(source.Text);
            if (finding is { } found)
            {
                var name = request.Sources.Count > 1 ? source.Name : "";
                return Replies.Without(
                    CompileEnd.Refused,
                    DiagnosticText.Clean($"{name}({found.Line},{found.Column}): refused: {found.Reason}")
                );
            }
        }

        return CheckProblem(request);
    }

    private static CompileReply? CheckProblem(CompileRequest request)
    {
        var texts = request
            .Calls.Select((text, i) => (What: $"call {i}", text))
            .Append(("the test program", request.TestProgram ?? ""));
        foreach (var (what, text) in texts)
        {
            if (SourceGuard.Check(text) is { } found)
            {
                return Replies.Without(
                    CompileEnd.BadProblem,
                    DiagnosticText.Clean($"{what}: ({found.Line},{found.Column}): refused: {found.Reason}")
                );
            }
        }

        return null;
    }
}
