namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>
/// What a text may have at most before it is refused unread. Each number lies far above what people and models write
/// and far below what makes the compiler slow; the process's own limits catch what no count of tokens can see.
/// </summary>
internal static class GuardLimits
{
    /// <summary>Characters of all files together.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>Brackets of any kind inside each other, type arguments and interpolations among them.</summary>
    public const int MaxBracketDepth = 256;

    /// <summary>Interpolated strings inside each other's holes: each level is lexed again by all levels around it.</summary>
    public const int MaxInterpolationDepth = 12;

    /// <summary>Lambdas as arguments of calls inside each other: every overload of every level is tried with every other.</summary>
    public const int MaxLambdaDepth = 6;

    /// <summary>Tokens without a separator (<c>; { } ,</c>): long chains of members, calls and operators.</summary>
    public const int MaxUnbrokenTokens = 10_000;

    /// <summary>Statements that begin inside each other without a block: <c>if (a) while (b) …</c>.</summary>
    public const int MaxHeadsInARow = 200;

    /// <summary><c>else</c> in one block: the next one stands inside the last.</summary>
    public const int MaxElses = 1_000;

    /// <summary><c>case</c> labels and arrows of one block.</summary>
    public const int MaxCases = 5_000;

    /// <summary>The same name behind its own dot (<c>Y.Y.Y</c>), which can multiply type arguments at every step.</summary>
    public const int MaxRepeatedName = 7;

    /// <summary><c>#if</c> inside each other.</summary>
    public const int MaxConditionDepth = 128;

    /// <summary>Characters of the condition of an <c>#if</c>.</summary>
    public const int MaxConditionLength = 1_000;
}
