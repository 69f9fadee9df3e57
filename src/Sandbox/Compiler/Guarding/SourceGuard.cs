namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>What is wrong with a text, and where (from 1).</summary>
internal readonly record struct GuardFinding(int Line, int Column, string Reason);

/// <summary>Bounds what the compiler is asked to digest.</summary>
internal static class SourceGuard
{
    /// <summary>The finding for texts that are too long together.</summary>
    public static GuardFinding TooLong(long characters) =>
        new(1, 1, $"{characters} characters of source; at most {GuardLimits.MaxCharacters} are allowed");

    /// <summary>Checks one text.</summary>
    public static GuardFinding? Check(string text) =>
        text.Length > GuardLimits.MaxCharacters ? TooLong(text.Length) : null;
}
