using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Rollouts;

/// <summary>Decides for one completion which drawn token is replaced by a forced one. Knows the thought by its tags.</summary>
internal sealed class ThinkingGuide
{
    private readonly ThinkingOptions _options;
    private readonly ITokenizer _tokenizer;
    private readonly int _open;
    private readonly int _close;
    private readonly Queue<int> _forced = new();
    private readonly List<int> _thought = [];
    private bool _inside;
    private bool _done;
    private int _waits;

    /// <summary>A guide for one completion.</summary>
    /// <exception cref="InvalidDataException">The vocabulary has no tokens for the tags of a thought.</exception>
    public ThinkingGuide(ThinkingOptions options, ITokenizer tokenizer, IReadOnlyList<int> prompt)
    {
        (_options, _tokenizer) = (options, tokenizer);
        _open = Tag("<think>");
        _close = Tag("</think>");

        // Some chat formats open the thought themselves.
        var ids = prompt.ToList();
        _inside = ids.LastIndexOf(_open) > ids.LastIndexOf(_close);
    }

    /// <summary>Whether the next token is forced, whatever is drawn.</summary>
    public bool IsForcing => _forced.Count > 0;

    /// <summary>The token to write where <paramref name="drawn"/> was drawn.</summary>
    public int Next(int drawn)
    {
        var token = _forced.TryDequeue(out var forced) ? forced : Judge(drawn);
        Follow(token);
        return token;
    }

    private int Judge(int drawn)
    {
        if (_done)
        {
            return drawn;
        }

        if (_inside && drawn == _close && _waits < _options.Waits && !IsOver)
        {
            _waits++;
            return Force(_options.WaitText ?? DefaultWait());
        }

        return _inside && drawn != _close && IsOver ? Force(_options.CloseText) : drawn;
    }

    private bool IsOver => _thought.Count >= _options.MaxTokens;

    private int Force(string text)
    {
        foreach (var id in _tokenizer.Encode(text))
        {
            _forced.Enqueue(id);
        }

        return _forced.Dequeue();
    }

    private void Follow(int token)
    {
        if (token == _open && !_done)
        {
            _inside = true;
        }
        else if (token == _close)
        {
            (_inside, _done) = (false, true);
        }
        else if (_inside)
        {
            _thought.Add(token);
        }
    }

    // A sentence more, in the language of the one before. What follows the word is the model's own: a comma or blank of
    // ours would be cut into other tokens than those it has learned to read.
    private string DefaultWait()
    {
        var last = _tokenizer.Decode(_thought, skipSpecial: true).LastOrDefault(char.IsLetter);
        return last is >= '\u4e00' and <= '\u9fff' ? "等等" : " wait";
    }

    private int Tag(string tag) =>
        _tokenizer.Encode(tag) is [var id]
            ? id
            : throw new InvalidDataException(
                $"a thinking budget needs {tag} as one token; the vocabulary of this model has none"
            );
}
