using System.Text.RegularExpressions;

namespace R1Code.Rewards.Service.Foreign.OpenRlhf;

/// <summary>
/// Cuts the response out of a query: the prompt in front goes, and so do the special tokens around it (a tokenizer's
/// begin and end of text, its padding). Special tokens inside the response stay: they are what the model wrote.
/// </summary>
internal static partial class QueryText
{
    // A begin-of-text token that the prompt as given does not have.
    private const int MostBefore = 64;

    public static string Response(string query, string? prompt)
    {
        var text = query;
        if (!string.IsNullOrEmpty(prompt))
        {
            var at = query.IndexOf(prompt, StringComparison.Ordinal);
            if (at >= 0 && at <= MostBefore)
            {
                text = query[(at + prompt.Length)..];
            }
        }

        return Leading().Replace(Trailing().Replace(text, ""), "");
    }

    // <|im_end|>, <|endoftext|>, <|eot_id|>, <｜end▁of▁sentence｜>, </s>, <s>, <pad>, <eos>, [PAD]
    [GeneratedRegex(
        @"(?:(?:<[|｜][^<>|｜\s]{1,40}[|｜]>|</?s>|<pad>|<eos>|<bos>|<unk>|\[PAD\])\s*)+$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Trailing();

    [GeneratedRegex(@"^(?:\s*(?:<[|｜][^<>|｜\s]{1,40}[|｜]>|<s>|<pad>|<bos>|\[PAD\]))+", RegexOptions.NonBacktracking)]
    private static partial Regex Leading();
}
