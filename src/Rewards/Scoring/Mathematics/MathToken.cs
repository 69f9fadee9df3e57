namespace R1Code.Rewards.Mathematics;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>Digits with an optional point; thousands separators are gone.</summary>
    Number,

    /// <summary>One letter, Latin or other.</summary>
    Letter,

    /// <summary>A word of a known meaning (<c>sin</c>, <c>pi</c>) or a TeX command, without backslash.</summary>
    Command,

    /// <summary>Words: from <c>\text{…}</c> or prose.</summary>
    Text,

    /// <summary>A sign, as one character; <c>\{</c> and <c>\}</c> are « and ».</summary>
    Sign,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="SpaceBefore">Whether white space stood before it.</param>
internal readonly record struct MathToken(TokenKind Kind, string Text, bool SpaceBefore)
{
    /// <summary>Whether it is this sign.</summary>
    public bool Is(char sign) => Kind == TokenKind.Sign && Text[0] == sign;

    /// <summary>Whether it is this command.</summary>
    public bool IsCommand(string name) => Kind == TokenKind.Command && Text == name;
}
