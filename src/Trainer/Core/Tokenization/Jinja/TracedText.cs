namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>
/// A text that remembers where each of its characters came from: 0 for the template, otherwise the source the caller
/// gave. Cutting and joining keep the sources, so that a rendered conversation still tells what a message said from what
/// the format added.
/// </summary>
internal sealed class TracedText
{
    private readonly int[]? _sources; // null: all from one source
    private readonly int _source;

    private TracedText(string value, int source, int[]? sources) =>
        (Value, _source, _sources) = (value, source, sources);

    public static TracedText Empty { get; } = new("", 0, null);

    public string Value { get; }

    public int Length => Value.Length;

    public static TracedText Of(string value, int source = 0) => new(value, source, null);

    public int SourceOf(int index) => _sources?[index] ?? _source;

    public TracedText Slice(int start, int length) =>
        new(Value.Substring(start, length), _source, _sources?[start..(start + length)]);

    public static TracedText operator +(TracedText left, TracedText right) =>
        left.Length == 0 ? right
        : right.Length == 0 ? left
        : Join([left, right]);

    public static TracedText Join(IReadOnlyList<TracedText> parts)
    {
        var value = string.Concat(parts.Select(part => part.Value));
        if (parts.Count > 0 && parts.All(part => part._sources is null && part._source == parts[0]._source))
        {
            return new TracedText(value, parts[0]._source, null);
        }

        var sources = new int[value.Length];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopySources(sources.AsSpan(at, part.Length));
            at += part.Length;
        }

        return new TracedText(value, 0, sources);
    }

    /// <summary>Each character changed by itself; a change that gives several characters gives them all one source.</summary>
    public TracedText Map(Func<string, string> change)
    {
        var changed = change(Value);
        return changed.Length == Length
            ? new TracedText(changed, _source, _sources)
            : Of(changed, Length == 0 ? 0 : SourceOf(0));
    }

    /// <summary>Without the characters of a set (white space where it is null) at its ends.</summary>
    public TracedText Trim(string? set, bool atStart = true, bool atEnd = true)
    {
        var (start, end) = (0, Length);
        while (atStart && start < end && IsIn(Value[start]))
        {
            start++;
        }

        while (atEnd && end > start && IsIn(Value[end - 1]))
        {
            end--;
        }

        return Slice(start, end - start);

        bool IsIn(char c) => set is null ? char.IsWhiteSpace(c) : set.Contains(c, StringComparison.Ordinal);
    }

    /// <summary>The parts between separators, at most <paramref name="limit"/> cuts (negative: all), counted from an end.</summary>
    public List<TracedText> Split(string separator, int limit, bool fromTheRight = false)
    {
        var cuts = new List<int>();
        var at = fromTheRight ? Length : 0;
        while (limit < 0 || cuts.Count < limit)
        {
            var found = fromTheRight
                ? Value[..at].LastIndexOf(separator, StringComparison.Ordinal)
                : Value.IndexOf(separator, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            cuts.Add(found);
            at = fromTheRight ? found : found + separator.Length;
        }

        cuts.Sort();
        var parts = new List<TracedText>();
        var start = 0;
        foreach (var cut in cuts)
        {
            parts.Add(Slice(start, cut - start));
            start = cut + separator.Length;
        }

        parts.Add(Slice(start, Length - start));
        return parts;
    }

    /// <summary>The words between stretches of white space.</summary>
    public List<TracedText> Words(int limit)
    {
        var words = new List<TracedText>();
        var at = 0;
        while (true)
        {
            while (at < Length && char.IsWhiteSpace(Value[at]))
            {
                at++;
            }

            if (at == Length)
            {
                return words;
            }

            if (limit >= 0 && words.Count == limit)
            {
                words.Add(Slice(at, Length - at).Trim(null, atStart: false));
                return words;
            }

            var start = at;
            while (at < Length && !char.IsWhiteSpace(Value[at]))
            {
                at++;
            }

            words.Add(Slice(start, at - start));
        }
    }

    public TracedText Replace(TracedText old, TracedText fresh, int limit)
    {
        if (old.Length == 0)
        {
            throw new JinjaException("replace needs a text to look for");
        }

        var parts = Split(old.Value, limit);
        var joined = new List<TracedText> { parts[0] };
        foreach (var part in parts.Skip(1))
        {
            joined.Add(fresh);
            joined.Add(part);
        }

        return Join(joined);
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private void CopySources(Span<int> target)
    {
        if (_sources is null)
        {
            target.Fill(_source);
        }
        else
        {
            _sources.CopyTo(target);
        }
    }
}
