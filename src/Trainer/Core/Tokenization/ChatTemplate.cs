using R1Code.Trainer.Tokenization.Jinja;

namespace R1Code.Trainer.Tokenization;

/// <summary>A stretch of a formatted conversation.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsControl">Whether it comes from the format (which may hold control tokens) or from a message.</param>
/// <param name="IsAssistant">Whether the assistant writes it.</param>
internal sealed record ChatPart(string Text, bool IsControl, bool IsAssistant);

/// <summary>
/// The chat format of a model: the Jinja template that its files carry. Not covered: tools and documents, which no
/// template is given; a message has a role and a text.
/// </summary>
internal sealed class ChatTemplate
{
    private const string ThoughtStart = "<think>";
    private const string ThoughtEnd = "</think>";
    private const string WayOut = "give prompts as plain text (in a recipe: problems.prompt_format: plain)";

    private readonly string _file;
    private readonly JinjaTemplate _template;
    private readonly Dictionary<string, object?> _tokens;
    private readonly string[] _ends;
    private readonly Lazy<string> _header;
    private readonly Lazy<string> _opened;

    private ChatTemplate(string file, string template, IReadOnlyDictionary<string, string> tokens)
    {
        _file = file;
        try
        {
            _template = JinjaTemplate.Parse(template);
        }
        catch (JinjaException failure)
        {
            throw new InvalidDataException($"{file}: \"chat_template\", {failure.Message}; {WayOut}.", failure);
        }

        _tokens = tokens.ToDictionary(entry => entry.Key, entry => (object?)TracedText.Of(entry.Value));
        _ends =
        [
            .. TurnEnds
                .Concat(tokens.TryGetValue("eos_token", out var eos) ? [eos] : [])
                .Where(token => token.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];
        _header = new(ReadHeader);
        _opened = new(() => Opened(_header.Value));
    }

    /// <summary>Tokens that end an assistant's turn in many formats.</summary>
    public static IReadOnlyList<string> TurnEnds { get; } =
    ["<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<｜end▁of▁sentence｜>", "<|end|>", "<end_of_turn>"];

    /// <summary>What the prompt has already written of the answer: a thought that it opens.</summary>
    public string OpenedThought => _opened.Value;

    /// <summary>The format of a template.</summary>
    /// <param name="file">Where it stands, for errors.</param>
    /// <param name="template">The template, or null where the file has none.</param>
    /// <param name="tokens">The tokens it may name: <c>bos_token</c>, <c>eos_token</c> and the like.</param>
    /// <exception cref="InvalidDataException">There is none, or it is malformed or not covered.</exception>
    public static ChatTemplate Read(string file, string? template, IReadOnlyDictionary<string, string> tokens) =>
        template is null
            ? throw new InvalidDataException($"{file}: has no \"chat_template\"; {WayOut}.")
            : new ChatTemplate(file, template, tokens);

    /// <summary>The conversation as the template has it, part by part.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="addGenerationPrompt">Whether it ends where the assistant starts to write.</param>
    public IEnumerable<ChatPart> Format(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
    {
        var text = Render(messages, addGenerationPrompt).Text;
        return Parts(text, new bool[text.Length]);
    }

    /// <summary>
    /// The conversation to learn from, with what the assistant wrote told apart. Templates of thinking models drop thoughts:
    /// those of earlier turns stay away, as they will when the model is used, but what answers the last question keeps its
    /// thought, since that is what is learned.
    /// </summary>
    /// <param name="messages">The conversation.</param>
    public IEnumerable<ChatPart> FormatToLearn(IReadOnlyList<ChatMessage> messages)
    {
        var (text, generated) = Render(messages, addGenerationPrompt: false);
        var isAssistant = new bool[text.Length];
        if (generated.Count > 0)
        {
            foreach (var range in generated)
            {
                isAssistant.AsSpan(range).Fill(true);
            }

            return Parts(text, isAssistant);
        }

        var question = LastQuestion(messages);
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role != "assistant")
            {
                continue;
            }

            text = i > question ? WithThought(text, i + 1, messages[i].Content) : text;
            var spread = isAssistant.AsSpan().ToArray();
            Array.Resize(ref spread, text.Length);
            if (Turn(text, i + 1) is { } turn)
            {
                spread.AsSpan(turn).Fill(true);
            }

            isAssistant = spread;
        }

        return Parts(text, isAssistant);
    }

    private Rendering Render(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
    {
        foreach (var message in messages)
        {
            if (message.Role is not ("system" or "user" or "assistant"))
            {
                throw new ArgumentException(
                    $"A message has the role \"{message.Role}\"; it must be system, user or assistant.",
                    nameof(messages)
                );
            }
        }

        var values = new Dictionary<string, object?>(_tokens)
        {
            ["messages"] = messages.Select(Described).ToList(),
            ["add_generation_prompt"] = addGenerationPrompt,
            ["tools"] = null,
            ["documents"] = null,
        };
        try
        {
            return _template.Render(values);
        }
        catch (JinjaException failure)
        {
            throw new InvalidDataException($"{_file}: \"chat_template\": {failure.Message}.", failure);
        }
    }

    /// <summary>A message for the template; what it says is marked with its place from 1.</summary>
    private static object? Described(ChatMessage message, int index) =>
        new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["role"] = TracedText.Of(message.Role),
            ["content"] = TracedText.Of(message.Content, index + 1),
        };

    /// <summary>What a prompt adds where the assistant is to write.</summary>
    private string ReadHeader()
    {
        ChatMessage[] question = [new("user", "?")];
        var (without, with) = (Render(question, false).Text.Value, Render(question, true).Text.Value);
        return with.StartsWith(without, StringComparison.Ordinal) ? with[without.Length..] : "";
    }

    private static string Opened(string header)
    {
        var start = header.LastIndexOf(ThoughtStart, StringComparison.Ordinal);
        return start >= 0 && header.IndexOf(ThoughtEnd, start, StringComparison.Ordinal) < 0 ? header[start..] : "";
    }

    /// <summary>
    /// Where the assistant's turn stands: from behind the header, or from what the message says where there is no header, to
    /// the token that ends the turn.
    /// </summary>
    private Range? Turn(TracedText text, int source)
    {
        var (first, last) = Said(text, source);
        if (first < 0)
        {
            return null;
        }

        var header = _header.Value[..^OpenedThought.Length];
        var before = first;
        while (before > 0 && text.SourceOf(before - 1) == 0)
        {
            before--;
        }

        var found = header.Length == 0 ? -1 : text.Value[before..first].LastIndexOf(header, StringComparison.Ordinal);
        return (found < 0 ? first : before + found + header.Length)..EndOf(text, last + 1);
    }

    /// <summary>Behind the token that ends the turn, if it follows; else where the message ends.</summary>
    private int EndOf(TracedText text, int at)
    {
        var next = at;
        while (next < text.Length && text.SourceOf(next) == 0 && char.IsWhiteSpace(text.Value[next]))
        {
            next++;
        }

        var end = _ends.FirstOrDefault(token =>
            text.Value.AsSpan(next).StartsWith(token, StringComparison.Ordinal) && text.SourceOf(next) == 0
        );
        return end is null ? at : next + end.Length;
    }

    /// <summary>Puts a thought back that the template dropped from a message.</summary>
    private static TracedText WithThought(TracedText text, int source, string content)
    {
        var end = content.LastIndexOf(ThoughtEnd, StringComparison.Ordinal);
        var (first, last) = Said(text, source);
        if (end < 0 || first < 0)
        {
            return text;
        }

        var thought = content[..end].Replace(ThoughtStart, "", StringComparison.Ordinal).Trim();
        var answer = text.Value[first..(last + 1)];
        var start = content.LastIndexOf(answer, StringComparison.Ordinal);
        return thought.Length == 0 || answer.Contains(thought, StringComparison.Ordinal) || start < 0
            ? text
            : TracedText.Join([
                text.Slice(0, first),
                TracedText.Of(content[..start], source),
                text.Slice(first, text.Length - first),
            ]);
    }

    /// <summary>The first and the last character that a message said, or -1.</summary>
    private static (int First, int Last) Said(TracedText text, int source)
    {
        var (first, last) = (-1, -1);
        for (var at = 0; at < text.Length; at++)
        {
            if (text.SourceOf(at) == source)
            {
                (first, last) = (first < 0 ? at : first, at);
            }
        }

        return (first, last);
    }

    private static int LastQuestion(IReadOnlyList<ChatMessage> messages)
    {
        var last = messages.Count - 1;
        while (last >= 0 && messages[last].Role != "user")
        {
            last--;
        }

        return last;
    }

    private static IEnumerable<ChatPart> Parts(TracedText text, bool[] isAssistant)
    {
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            if (
                at == text.Length
                || (text.SourceOf(at) == 0) != (text.SourceOf(start) == 0)
                || isAssistant[at] != isAssistant[start]
            )
            {
                yield return new ChatPart(text.Value[start..at], text.SourceOf(start) == 0, isAssistant[start]);
                start = at;
            }
        }
    }
}
