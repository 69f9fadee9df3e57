namespace R1Code.Rewards;

/// <summary>Finds a name in masked C# (see <see cref="CSharpMask"/>) without a parser.</summary>
internal static class CSharpNames
{
    /// <summary>Where the name stands as a whole word.</summary>
    public static IEnumerable<int> Find(string mask, string name)
    {
        for (var at = mask.IndexOf(name, StringComparison.Ordinal); at >= 0; )
        {
            var end = at + name.Length;
            if ((at == 0 || !IsPart(mask[at - 1])) && (end == mask.Length || !IsPart(mask[end])))
            {
                yield return at;
            }

            at = mask.IndexOf(name, at + 1, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Whether a method of this name is declared: a type before it, parameters behind it and then a body, and not a call such as
    /// <c>return Name(x).Select(y => new Z() { })</c>.
    /// </summary>
    public static bool DeclaresMethod(string mask, string name) =>
        Find(mask, name).Any(at => HasTypeBefore(mask, at) && HasBodyBehind(mask, at + name.Length));

    private static bool HasTypeBefore(string mask, int at)
    {
        var end = at;
        while (end > 0 && char.IsWhiteSpace(mask[end - 1]))
        {
            end--;
        }

        if (end == at || end == 0 || !(IsPart(mask[end - 1]) || mask[end - 1] is '>' or ']' or '?' or ')'))
        {
            return false;
        }

        // The arrow of a lambda is no type.
        if (mask[end - 1] == '>' && end > 1 && mask[end - 2] == '=')
        {
            return false;
        }

        var start = end;
        while (start > 0 && IsPart(mask[start - 1]))
        {
            start--;
        }

        return mask[start..end]
            is not ("return" or "new" or "await" or "else" or "in" or "throw" or "and" or "or" or "not");
    }

    private static bool HasBodyBehind(string mask, int at)
    {
        at = SkipSpace(mask, at);
        if (at < mask.Length && mask[at] == '<')
        {
            at = SkipSpace(mask, Matching(mask, at, '<', '>') + 1);
        }

        if (at >= mask.Length || mask[at] != '(')
        {
            return false;
        }

        at = SkipSpace(mask, Matching(mask, at, '(', ')') + 1);
        if (at < mask.Length && mask.AsSpan(at).StartsWith("where "))
        {
            var body = mask.AsSpan(at).IndexOfAny('{', ';', '=');
            at = body < 0 ? mask.Length : at + body;
        }

        return at < mask.Length && (mask[at] == '{' || mask.AsSpan(at).StartsWith("=>"));
    }

    // The end of the text where nothing matches.
    private static int Matching(string mask, int at, char open, char close)
    {
        var depth = 0;
        for (; at < mask.Length; at++)
        {
            depth +=
                mask[at] == open ? 1
                : mask[at] == close ? -1
                : 0;
            if (depth == 0)
            {
                break;
            }
        }

        return at;
    }

    private static int SkipSpace(string mask, int at)
    {
        while (at < mask.Length && char.IsWhiteSpace(mask[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
