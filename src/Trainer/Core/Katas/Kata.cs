using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Katas;

/// <summary>One generated exercise: what is asked, how it is tested, and one way to answer it.</summary>
public sealed record Kata
{
    /// <summary>The problem as the sandbox and the policy get it.</summary>
    public required Problem Problem { get; init; }

    /// <summary>What the answer does, without wording and constants: <c>integer:add,multiply</c>.</summary>
    public required string Structure { get; init; }

    /// <summary>What the answer does, without wording: <c>integer:add 3,multiply 2</c>.</summary>
    public required string Program { get; init; }

    /// <summary>How many steps the answer chains.</summary>
    public required int Level { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>A correct method, as C#.</summary>
    public required string Reference { get; init; }

    /// <summary>A readable thought in the problem's language that leads to the reference.</summary>
    public required string Thought { get; init; }

    /// <summary>The whole completion a demonstration shows: thought, then answer.</summary>
    public string Demonstration => $"<think>\n{Thought}\n</think>\n<answer>\n```csharp\n{Reference}\n```\n</answer>";
}

/// <summary>Which set a kata is for.</summary>
public enum KataSplit
{
    /// <summary>For demonstrations and rollouts.</summary>
    Train,

    /// <summary>For evaluation only.</summary>
    HeldOut,
}
