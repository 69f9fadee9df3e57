namespace R1Code.Sandbox;

/// <summary>
/// No box can be had: no engine answers, the image cannot be made, boxes do not start. The message says what a person
/// can do. Thrown by setting up and by the first use; a single run that breaks is a verdict instead.
/// </summary>
public sealed class SandboxUnavailableException : Exception
{
    /// <summary>Says what is missing and what to do.</summary>
    public SandboxUnavailableException(string message)
        : base(message) { }

    /// <summary>Says what is missing and what to do, with its cause.</summary>
    public SandboxUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>
/// More submissions wait than <see cref="SandboxOptions.QueueLimit"/> allows. Thrown at once, without waiting, so that
/// a server can answer "try later"; nothing was judged.
/// </summary>
public sealed class SandboxBusyException : Exception
{
    /// <summary>Names the limit.</summary>
    public SandboxBusyException(int limit)
        : base($"The sandbox has {limit} submissions waiting already. Try again later, or raise QueueLimit.") =>
        Limit = limit;

    /// <summary>How many may wait.</summary>
    public int Limit { get; }
}
