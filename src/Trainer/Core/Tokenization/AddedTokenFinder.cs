using System.Text.RegularExpressions;

namespace R1Code.Trainer.Tokenization;

/// <summary>An added token in a text: which, and the stretch it takes with the white space it swallows.</summary>
/// <param name="Token">The token.</param>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="End">Where what follows begins.</param>
internal sealed record FoundToken(AddedToken Token, int Start, int End);

/// <summary>Finds added tokens: the leftmost, and the longest of those that begin there.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Dictionary<string, AddedToken> _tokens;
    private readonly Regex? _pattern;

    /// <param name="tokens">The tokens to look for.</param>
    /// <param name="spelling">How a token is written in the texts that will be searched.</param>
    public AddedTokenFinder(IEnumerable<AddedToken> tokens, Func<string, string> spelling)
    {
        _tokens = new Dictionary<string, AddedToken>(StringComparer.Ordinal);
        foreach (var token in tokens.Where(token => token.Content.Length > 0))
        {
            _tokens.TryAdd(spelling(token.Content), token);
        }

        var alternatives = _tokens
            .Keys.OrderByDescending(text => text.Length)
            .ThenBy(text => text, StringComparer.Ordinal)
            .Select(Regex.Escape)
            .ToArray();
        _pattern =
            alternatives.Length == 0
                ? null
                : new Regex(
                    string.Join('|', alternatives),
                    RegexOptions.Compiled | RegexOptions.CultureInvariant,
                    Regex.InfiniteMatchTimeout // literal alternatives cannot backtrack
                );
    }

    /// <summary>The next token at or after a place, or null. Control tokens count only where they may stand.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin; white space before it is not swallowed any more.</param>
    /// <param name="mayControl">Whether a control token may stand at an index.</param>
    public FoundToken? Next(string text, int start, Func<int, bool> mayControl)
    {
        var match = _pattern?.Match(text, start);
        while (match is { Success: true })
        {
            var token = _tokens[match.Value];
            var (from, to) = (match.Index, match.Index + match.Length);
            if ((!token.Special || mayControl(from)) && !(token.SingleWord && TouchesAWord(text, from, to)))
            {
                while (token.StripsLeft && from > start && char.IsWhiteSpace(text[from - 1]))
                {
                    from--;
                }

                while (token.StripsRight && to < text.Length && char.IsWhiteSpace(text[to]))
                {
                    to++;
                }

                return new FoundToken(token, from, to);
            }

            match = _pattern!.Match(text, match.Index + 1);
        }

        return null;
    }

    private static bool TouchesAWord(string text, int from, int to) =>
        (from > 0 && IsWord(text[from - 1])) || (to < text.Length && IsWord(text[to]));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
