namespace R1Code.Sandbox.Boxes;

/// <summary>
/// A box died, broke the protocol or passed its host-side deadline. Carries the evidence; whoever runs something in a
/// box decides whether to try again.
/// </summary>
internal sealed class BoxFault : Exception
{
    public BoxFault(string message)
        : base(message) { }

    public BoxFault(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Exit code of the box's first process; null when it still ran or the engine did not say.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether the kernel killed for memory in it.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Whether the deadline passed rather than the box ended.</summary>
    public bool TimedOut { get; init; }
}
