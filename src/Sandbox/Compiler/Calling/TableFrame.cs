using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace R1Code.Sandbox.Compiler.Calling;

/// <summary>What stands around the rows of a table: names for messages, and what a test program brings along.</summary>
internal sealed record TableFrame
{
    /// <summary>Text before a diagnostic in a row.</summary>
    public required Func<int, string> NameRow { get; init; }

    /// <summary>Using directives of the test program, as text.</summary>
    public string Usings { get; init; } = "";

    /// <summary>Members that the rows call, as text.</summary>
    public string Members { get; init; } = "";

    /// <summary>Types that the rows use, as text.</summary>
    public string Types { get; init; } = "";

    /// <summary>Names declared by <see cref="Members"/> and <see cref="Types"/>, which are not the submission's.</summary>
    public ImmutableHashSet<string> OwnNames { get; init; } = [];

    /// <summary>Trees compiled beside the submission.</summary>
    public ImmutableArray<SyntaxTree> ExtraTrees { get; init; } = [];

    /// <summary>The frame of a request's calls.</summary>
    public static TableFrame Of(IReadOnlyList<string> calls) =>
        new() { NameRow = row => CallMessages.Prefix("call", row, calls[row]) };
}
