using System.Diagnostics;
using R1Code.Sandbox.Compiler.Emitting;
using R1Code.Sandbox.Compiler.Guarding;
using R1Code.Sandbox.Compiler.Kinds;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler;

/// <summary>
/// One compilation from request to reply: guard, then the compiler of its kind. Everything a text can be or do short of
/// exhausting the process is a reply.
/// </summary>
internal sealed class CompileService(CompilerOptions options)
{
    private static readonly Dictionary<CompileKind, IKindCompiler> Kinds = new()
    {
        [CompileKind.Program] = new ProgramCompiler(),
        [CompileKind.Calls] = new CallsCompiler(),
        [CompileKind.ScriptCalls] = new ScriptCompiler(),
        [CompileKind.Values] = new ScriptCompiler(),
        [CompileKind.Assertions] = new AssertionsCompiler(),
    };

    /// <summary>Compiles.</summary>
    public CompileReply Compile(CompileRequest request, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var reply = Bounded(request, cancellationToken);
        return reply with { WallMicros = (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds };
    }

    private CompileReply Bounded(CompileRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var reply = Guarded(request, cancellationToken);
            return reply.Assembly.Length <= options.AssemblyLimitKb * 1024L
                ? reply
                : Replies.Without(
                    CompileEnd.Failed,
                    $"error: the assembly has {reply.Assembly.Length} bytes; at most {options.AssemblyLimitKb} KiB are allowed"
                );
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Replies.Without(
                CompileEnd.TimedOut,
                $"error: the compilation took more than {options.CpuLimitMs * options.CancelAtPercent / 100} ms of CPU time"
            );
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Roslyn has texts it trips over; a text that does that does not compile.
            Console.Error.WriteLine(e);
            return Replies.Without(
                CompileEnd.Failed,
                DiagnosticText.Clean($"error: the compiler failed on this text: {e.GetType().Name}: {e.Message}")
            );
        }
    }

    private static CompileReply Guarded(CompileRequest request, CancellationToken cancellationToken)
    {
        if (ParseSettings.For(request.LanguageVersion) is not { } parse)
        {
            return Replies.Without(
                CompileEnd.BadProblem,
                DiagnosticText.Clean($"there is no C# version '{request.LanguageVersion}'")
            );
        }

        if (RequestGuard.Check(request) is { } refusal)
        {
            return refusal;
        }

        return Kinds.TryGetValue(request.Kind, out var compiler)
            ? compiler.Compile(new CompileContext(request, parse, cancellationToken))
            : Replies.Without(CompileEnd.BadProblem, $"there is no compilation of kind {(int)request.Kind}");
    }
}
