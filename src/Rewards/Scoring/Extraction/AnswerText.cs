namespace R1Code.Rewards;

/// <summary>
/// Separates a completion's thought from its answer. Nothing inside the thought can count as an answer: a completion
/// that never leaves its thought has none.
/// </summary>
public static class AnswerText
{
    private const string ThinkOpen = "<think>";
    private const string ThinkClose = "</think>";
    private const string AnswerOpen = "<answer>";
    private const string AnswerClose = "</answer>";

    /// <summary>The part after the thought and, where the model marked it, inside its last <c>&lt;answer&gt;</c>.</summary>
    public static string Of(string completion) => InsideAnswer(AfterThought(completion));

    /// <summary>
    /// The text of the thought: up to the last <c>&lt;/think&gt;</c>, without its tags. Empty when nothing was thought.
    /// </summary>
    public static string ThoughtOf(string completion)
    {
        var close = completion.LastIndexOf(ThinkClose, StringComparison.Ordinal);
        if (close < 0)
        {
            var unclosed = completion.IndexOf(ThinkOpen, StringComparison.Ordinal);
            return unclosed < 0 ? "" : completion[(unclosed + ThinkOpen.Length)..];
        }

        var thought = completion[..close];
        // A chat template may have written the opening tag already; then the thought starts with the completion.
        var open = thought.IndexOf(ThinkOpen, StringComparison.Ordinal);
        return open < 0 ? thought : thought[(open + ThinkOpen.Length)..];
    }

    /// <summary>What follows the last <c>&lt;/think&gt;</c>; a thought that is opened and not closed runs to the end.</summary>
    public static string AfterThought(string completion)
    {
        var close = completion.LastIndexOf(ThinkClose, StringComparison.Ordinal);
        var rest = close < 0 ? completion : completion[(close + ThinkClose.Length)..];
        var unclosed = rest.IndexOf(ThinkOpen, StringComparison.Ordinal);
        return unclosed < 0 ? rest : rest[..unclosed];
    }

    private static string InsideAnswer(string text)
    {
        var close = text.LastIndexOf(AnswerClose, StringComparison.Ordinal);
        if (close >= 0)
        {
            var open = close == 0 ? -1 : text.LastIndexOf(AnswerOpen, close - 1, StringComparison.Ordinal);
            return open < 0 ? text[..close] : text[(open + AnswerOpen.Length)..close];
        }

        var unclosed = text.LastIndexOf(AnswerOpen, StringComparison.Ordinal);
        return unclosed < 0 ? text : text[(unclosed + AnswerOpen.Length)..];
    }
}
