namespace R1Code.Trainer.Pipeline;

/// <summary>A run had to stop, or could not start. The message says what, where and what to do.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>With a message for people.</summary>
    public TrainingException(string message)
        : base(message) { }

    /// <summary>With a message for people and what caused it.</summary>
    public TrainingException(string message, Exception cause)
        : base(message, cause) { }
}
