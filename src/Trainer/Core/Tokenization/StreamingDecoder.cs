using System.Text;

namespace R1Code.Trainer.Tokenization;

/// <summary>Turns tokens into text as they come; characters whose bytes span tokens appear when they are whole.</summary>
/// <param name="tokenizer">Whose tokens.</param>
/// <param name="skipSpecial">Whether control tokens are left out.</param>
public sealed class StreamingDecoder(ITokenizer tokenizer, bool skipSpecial = true)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The text that this token completes; may be empty.</summary>
    /// <param name="id">The next token.</param>
    public string Append(int id) =>
        skipSpecial && tokenizer.IsSpecial(id) ? "" : Convert(tokenizer.BytesOf(id), flush: false);

    /// <summary>What is left at the end: U+FFFD for a character that never became whole.</summary>
    public string Flush() => Convert([], flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        var text = new char[_decoder.GetCharCount(bytes, flush)];
        return new string(text, 0, _decoder.GetChars(bytes, text, flush));
    }
}
