using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiling;

/// <summary>How a compilation ended for the host: the compiler's reply, a limit, or a failure of the sandbox.</summary>
internal sealed record CompileOutcome
{
    /// <summary>What the compiler said; null when it did not live to say anything.</summary>
    public CompileReply? Reply { get; private init; }

    /// <summary>Whether a limit ended it.</summary>
    public bool IsOverLimit { get; private init; }

    /// <summary>What happened, where there is no reply.</summary>
    public string? Message { get; private init; }

    /// <summary>Whether the reply came from the cache or from somebody else's request at the same time.</summary>
    public bool IsShared { get; init; }

    /// <summary>Wall-clock time in milliseconds; 0 when shared.</summary>
    public double Milliseconds => IsShared || Reply is null ? 0 : Reply.WallMicros / 1000.0;

    /// <summary>The compiler answered.</summary>
    public static CompileOutcome Answered(CompileReply reply) =>
        reply.End == CompileEnd.TimedOut
            ? OverLimit(string.Join('\n', reply.Diagnostics))
            : new CompileOutcome { Reply = reply };

    /// <summary>A limit ended the compilation.</summary>
    public static CompileOutcome OverLimit(string message) => new() { IsOverLimit = true, Message = message };

    /// <summary>The sandbox failed.</summary>
    public static CompileOutcome Failed(string message) => new() { Message = message };
}
