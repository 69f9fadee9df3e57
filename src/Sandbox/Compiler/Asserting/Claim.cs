using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace R1Code.Sandbox.Compiler.Asserting;

/// <summary>How a test compares two values.</summary>
internal enum EqualityKind
{
    /// <summary><c>a == b</c>.</summary>
    Operator,

    /// <summary><c>a.Equals(b)</c> or <c>object.Equals(a, b)</c>.</summary>
    EqualsMethod,

    /// <summary><c>a.SequenceEqual(b)</c>.</summary>
    Sequence,

    /// <summary>By content, whatever the types: <c>CompareLogic.Compare</c>, <c>Assert.AreEqual</c>.</summary>
    Content,
}

/// <summary>What an assertion claims.</summary>
internal abstract record Claim
{
    private Claim() { }

    /// <summary>Two values are equal. <paramref name="Condition"/> is the whole comparison, for asking what it means.</summary>
    public sealed record Equal(
        ExpressionSyntax Left,
        ExpressionSyntax Right,
        EqualityKind Kind,
        ExpressionSyntax Condition
    ) : Claim;

    /// <summary>A condition has a truth value.</summary>
    public sealed record Truth(ExpressionSyntax Condition, bool Value) : Claim;

    /// <summary>Statements run to their end without a failed assertion inside; a block that returns so.</summary>
    public sealed record Completes(BlockSyntax Block) : Claim;
}
