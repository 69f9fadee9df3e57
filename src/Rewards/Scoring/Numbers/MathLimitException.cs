namespace R1Code.Rewards.Numbers;

/// <summary>
/// A computation passed its bound or has no value (division by 0). It is caught where two answers are compared and never
/// leaves that component.
/// </summary>
internal sealed class MathLimitException(string message) : Exception(message);
