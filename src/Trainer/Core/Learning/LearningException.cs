namespace R1Code.Trainer.Learning;

/// <summary>A loss or a gradient is not a number, so no step can be taken. The weights are as they were before the step.</summary>
public sealed class LearningException(string message) : Exception(message);
