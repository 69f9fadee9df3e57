using System.Runtime.InteropServices;

namespace R1Code.Sandbox.Compiler.Guarding;

/// <summary>What the guard's lexer tells apart.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A number, character or string without holes.</summary>
    Literal,

    /// <summary>The start of an interpolated string.</summary>
    InterpolationStart,

    /// <summary>The end of an interpolated string.</summary>
    InterpolationEnd,

    /// <summary>The brace that opens a hole in an interpolated string.</summary>
    HoleStart,

    /// <summary>The brace that closes a hole.</summary>
    HoleEnd,

    /// <summary><c>=&gt;</c>.</summary>
    Arrow,

    /// <summary>Any other single character.</summary>
    Sign,

    /// <summary>A preprocessor line, from its number sign to the line's end.</summary>
    Directive,
}

/// <summary>A token by its place in the text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    /// <summary>Its text.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}
