namespace R1Code.Rewards.Logic;

/// <summary>Something an inhabitant may say about knights and knaves; people are numbers into a list of names.</summary>
internal abstract record KnightsStatement
{
    /// <summary>Whether it is true when these are knights.</summary>
    public abstract bool IsTrue(IReadOnlyList<bool> knights);

    /// <summary>In English, as a clause without a full stop.</summary>
    public abstract string Say(IReadOnlyList<string> names);

    /// <summary>"A is a knight".</summary>
    internal sealed record Is(int Person, bool Knight) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => knights[Person] == Knight;

        public override string Say(IReadOnlyList<string> names) =>
            $"{names[Person]} is a {(Knight ? "knight" : "knave")}";
    }

    /// <summary>"A and B".</summary>
    internal sealed record Both(KnightsStatement Left, KnightsStatement Right) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => Left.IsTrue(knights) && Right.IsTrue(knights);

        public override string Say(IReadOnlyList<string> names) => $"{Left.Say(names)} and {Right.Say(names)}";
    }

    /// <summary>"A or B", one or both.</summary>
    internal sealed record Either(KnightsStatement Left, KnightsStatement Right) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => Left.IsTrue(knights) || Right.IsTrue(knights);

        public override string Say(IReadOnlyList<string> names) => $"{Left.Say(names)} or {Right.Say(names)}";
    }

    /// <summary>"If A, then B".</summary>
    internal sealed record If(KnightsStatement Condition, KnightsStatement Then) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => !Condition.IsTrue(knights) || Then.IsTrue(knights);

        public override string Say(IReadOnlyList<string> names) => $"if {Condition.Say(names)}, then {Then.Say(names)}";
    }

    /// <summary>"A if and only if B".</summary>
    internal sealed record Iff(KnightsStatement Left, KnightsStatement Right) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => Left.IsTrue(knights) == Right.IsTrue(knights);

        public override string Say(IReadOnlyList<string> names) =>
            $"{Left.Say(names)} if and only if {Right.Say(names)}";
    }

    /// <summary>"Exactly k of us are knights".</summary>
    internal sealed record Exactly(int Count) : KnightsStatement
    {
        public override bool IsTrue(IReadOnlyList<bool> knights) => knights.Count(k => k) == Count;

        public override string Say(IReadOnlyList<string> names) =>
            Count switch
            {
                0 => "none of us is a knight",
                1 => "exactly one of us is a knight",
                _ => $"exactly {Count} of us are knights",
            };
    }
}
