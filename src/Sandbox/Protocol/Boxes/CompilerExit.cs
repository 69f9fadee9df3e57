namespace R1Code.Sandbox.Protocol.Boxes;

/// <summary>
/// Exit codes of the compiler box. Any other end (a signal, a stack overflow's 134) during a compilation means the same
/// as <see cref="CpuLimit"/>: the text was too much for the compiler.
/// </summary>
public static class CompilerExit
{
    /// <summary>The host closed the input.</summary>
    public const int EndOfInput = 0;

    /// <summary>The host broke the protocol, or an option has no meaning; standard error says what.</summary>
    public const int BadInput = 64;

    /// <summary>A compilation passed its CPU-time limit and did not stop when asked.</summary>
    public const int CpuLimit = 70;

    /// <summary>A compilation passed its memory limit.</summary>
    public const int MemoryLimit = 71;

    /// <summary>The process failed by itself: start a new one and look at standard error.</summary>
    public const int Fault = 72;
}
