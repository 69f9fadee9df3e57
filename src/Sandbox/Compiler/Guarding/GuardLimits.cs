namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>What a text may have at most before it is refused unread.</summary>
internal static class GuardLimits
{
    /// <summary>Characters of all files together.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>Brackets of any kind inside each other.</summary>
    public const int MaxBracketDepth = 256;
}
