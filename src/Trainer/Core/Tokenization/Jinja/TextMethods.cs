using System.Globalization;

namespace R1Code.Trainer.Tokenization.Jinja;

/// <summary>The methods of texts, as Python has them.</summary>
internal static class TextMethods
{
    private static readonly Dictionary<string, Func<TracedText, Given, object?>> All = new(StringComparer.Ordinal)
    {
        ["strip"] = (text, given) => text.Trim(given.Chars(0)),
        ["lstrip"] = (text, given) => text.Trim(given.Chars(0), atEnd: false),
        ["rstrip"] = (text, given) => text.Trim(given.Chars(0), atStart: false),
        ["split"] = (text, given) => Split(text, given, fromTheRight: false),
        ["rsplit"] = (text, given) => Split(text, given, fromTheRight: true),
        ["partition"] = (text, given) => Partition(text, given, fromTheRight: false),
        ["rpartition"] = (text, given) => Partition(text, given, fromTheRight: true),
        ["splitlines"] = (text, _) => Lines(text),
        ["startswith"] = (text, given) => given.Any(part => text.Value.StartsWith(part, StringComparison.Ordinal)),
        ["endswith"] = (text, given) => given.Any(part => text.Value.EndsWith(part, StringComparison.Ordinal)),
        ["removeprefix"] = (text, given) =>
            text.Value.StartsWith(given.Text(0).Value, StringComparison.Ordinal)
                ? text.Slice(given.Text(0).Length, text.Length - given.Text(0).Length)
                : text,
        ["removesuffix"] = (text, given) =>
            text.Value.EndsWith(given.Text(0).Value, StringComparison.Ordinal)
                ? text.Slice(0, text.Length - given.Text(0).Length)
                : text,
        ["replace"] = (text, given) => text.Replace(given.Text(0), given.Text(1), given.Whole(2, -1, "count")),
        ["upper"] = (text, _) => text.Map(value => value.ToUpperInvariant()),
        ["lower"] = (text, _) => text.Map(value => value.ToLowerInvariant()),
        ["capitalize"] = (text, _) => Capitalize(text),
        ["title"] = (text, _) => Title(text),
        ["find"] = (text, given) => (long)text.Value.IndexOf(given.Text(0).Value, StringComparison.Ordinal),
        ["rfind"] = (text, given) => (long)text.Value.LastIndexOf(given.Text(0).Value, StringComparison.Ordinal),
        ["index"] = (text, given) =>
            text.Value.IndexOf(given.Text(0).Value, StringComparison.Ordinal) is var at and >= 0
                ? (long)at
                : throw new JinjaException("the text does not have the part that is looked for"),
        ["count"] = (text, given) => text.Split(given.Text(0).Value, -1).Count - 1L,
        ["join"] = (text, given) => Filters.Join(Values.Items(given.At(0)), text),
        ["isdigit"] = (text, _) => IsAll(text, char.IsDigit),
        ["isalpha"] = (text, _) => IsAll(text, char.IsLetter),
        ["isalnum"] = (text, _) => IsAll(text, char.IsLetterOrDigit),
        ["isspace"] = (text, _) => IsAll(text, char.IsWhiteSpace),
        ["isupper"] = (text, _) => text.Value.Any(char.IsUpper) && !text.Value.Any(char.IsLower),
        ["islower"] = (text, _) => text.Value.Any(char.IsLower) && !text.Value.Any(char.IsUpper),
        ["format"] = (text, given) => Format(text, given),
    };

    public static Function? Find(TracedText text, string name) =>
        All.TryGetValue(name, out var method)
            ? (arguments, named) => method(text, new Given("." + name, arguments, named))
            : null;

    public static TracedText Capitalize(TracedText text) =>
        text.Map(value => value.Length == 0 ? value : char.ToUpperInvariant(value[0]) + value[1..].ToLowerInvariant());

    public static TracedText Title(TracedText text) =>
        text.Map(value =>
            string.Concat(
                value.Select(
                    (c, at) =>
                        at > 0 && char.IsLetter(value[at - 1]) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)
                )
            )
        );

    private static bool IsAll(TracedText text, Func<char, bool> test) => text.Length > 0 && text.Value.All(test);

    private static List<object?> Split(TracedText text, Given given, bool fromTheRight)
    {
        var limit = given.Whole(1, -1, "maxsplit");
        var separator = given.Find(0, "sep");
        if (separator is null or Undefined)
        {
            return fromTheRight && limit >= 0
                ? throw new JinjaException("rsplit needs a separator where it has a limit")
                : [.. text.Words(limit)];
        }

        return Values.Text(separator).Length == 0
            ? throw new JinjaException("split needs a separator that is not empty")
            : [.. text.Split(Values.Text(separator).Value, limit, fromTheRight)];
    }

    private static List<object?> Partition(TracedText text, Given given, bool fromTheRight)
    {
        var parts = text.Split(given.Text(0).Value, 1, fromTheRight);
        return parts.Count == 2 ? [parts[0], given.Text(0), parts[1]]
            : fromTheRight ? [TracedText.Empty, TracedText.Empty, text]
            : [text, TracedText.Empty, TracedText.Empty];
    }

    private static List<object?> Lines(TracedText text)
    {
        var lines = text.Replace(TracedText.Of("\r\n"), TracedText.Of("\n"), -1).Split("\n", -1);
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return [.. lines];
    }

    /// <summary><c>{}</c>, <c>{0}</c> and <c>{name}</c> filled; no format codes.</summary>
    private static TracedText Format(TracedText text, Given given)
    {
        var parts = new List<TracedText>();
        var (at, next) = (0, 0);
        while (at < text.Length)
        {
            var c = text.Value[at];
            var isDouble = at + 1 < text.Length && text.Value[at + 1] == c;
            if (c is '{' or '}' && !isDouble)
            {
                var end = c == '{' ? text.Value.IndexOf('}', at) : -1;
                if (end < 0)
                {
                    throw new JinjaException("format: a brace stands alone");
                }

                var name = text.Value[(at + 1)..end];
                parts.Add(
                    Values.Print(
                        name.Length == 0 ? given.At(next++)
                        : int.TryParse(name, CultureInfo.InvariantCulture, out var place) ? given.At(place)
                        : given.Named.TryGetValue(name, out var value) ? value
                        : throw new JinjaException($"format: '{{{name}}}' is not supported")
                    )
                );
                at = end + 1;
                continue;
            }

            parts.Add(text.Slice(at, 1));
            at += c is '{' or '}' ? 2 : 1;
        }

        return TracedText.Join(parts);
    }
}
