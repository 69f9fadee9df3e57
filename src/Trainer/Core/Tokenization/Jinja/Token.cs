namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>Text between tags.</summary>
    Data,

    /// <summary>The begin of <c>{{</c>.</summary>
    OutputBegin,

    /// <summary>The end of <c>}}</c>.</summary>
    OutputEnd,

    /// <summary>The begin of <c>{%</c>.</summary>
    BlockBegin,

    /// <summary>The end of <c>%}</c>.</summary>
    BlockEnd,

    /// <summary>A name or a word of the language.</summary>
    Name,

    /// <summary>A text in quotes, its escapes resolved.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    /// <summary>The end of the template.</summary>
    End,
}

/// <summary>A token of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Line">The line it stands on, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line);
