using System.Text.RegularExpressions;

namespace R1Code.Trainer.Tokenization;

/// <summary>A stretch of a formatted conversation.</summary>
/// <param name="Text">Its text.</param>
/// <param name="IsControl">Whether it comes from the format (which may hold control tokens) or from a message.</param>
/// <param name="IsAssistant">Whether the assistant writes it.</param>
internal sealed record ChatPart(string Text, bool IsControl, bool IsAssistant);

/// <summary>
/// The chat formats known here, recognised by their marks in the Jinja template of tokenizer_config.json. Not covered:
/// tools, documents, and anything a template does beyond turns, a default system message and dropping earlier thoughts.
/// </summary>
internal abstract partial class ChatTemplate
{
    private const string ThoughtStart = "<think>";
    private const string ThoughtEnd = "</think>";

    /// <summary>Tokens that end an assistant's turn in the formats known here.</summary>
    public static IReadOnlyList<string> TurnEnds { get; } =
    ["<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<｜end▁of▁sentence｜>"];

    /// <summary>What the prompt has already written of the answer.</summary>
    public virtual string OpenedThought => "";

    /// <summary>The format of a template, or an error that names the file.</summary>
    public static ChatTemplate Recognize(string file, string? template, string? bos)
    {
        if (template is null)
        {
            throw new InvalidDataException(
                $"{file}: has no \"chat_template\"; give prompts as plain text (in a recipe: problems.prompt_format: plain)."
            );
        }

        var dropsThoughts = template.Contains(ThoughtEnd, StringComparison.Ordinal);
        if (template.Contains("<|im_start|>", StringComparison.Ordinal))
        {
            return new ChatMl(
                DefaultSystem().Match(template) is { Success: true } found
                    ? Unescape(found.Groups["text"].Value)
                    : null,
                dropsThoughts,
                template.Contains("reasoning_content.strip", StringComparison.Ordinal)
            );
        }

        if (template.Contains("<|start_header_id|>", StringComparison.Ordinal))
        {
            return new Llama3(bos ?? "", template.Contains("Cutting Knowledge Date", StringComparison.Ordinal));
        }

        if (template.Contains("<｜User｜>", StringComparison.Ordinal))
        {
            return new R1Style(bos ?? "", OpensThought().IsMatch(template));
        }

        throw new InvalidDataException(
            $"{file}: the \"chat_template\" is none of ChatML, Llama 3 and R1 style; give prompts as plain text (in a recipe: problems.prompt_format: plain)."
        );
    }

    /// <summary>The conversation, part by part.</summary>
    public IEnumerable<ChatPart> Format(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt)
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

        return FormatTurns(messages, addGenerationPrompt);
    }

    protected abstract IEnumerable<ChatPart> FormatTurns(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt);

    private static ChatPart Control(string text, bool assistant = false) => new(text, true, assistant);

    private static ChatPart Said(string text, bool assistant = false) => new(text, false, assistant);

    /// <summary>What an assistant's turn says after its thought.</summary>
    private static string WithoutThought(string content)
    {
        var end = content.LastIndexOf(ThoughtEnd, StringComparison.Ordinal);
        return end < 0 ? content : content[(end + ThoughtEnd.Length)..];
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

    /// <summary>The system message a template adds by itself; its line break is written out or escaped.</summary>
    [GeneratedRegex(
        @"<\|im_start\|>system(?:\\n|\n)(?<text>[^<'""]+)<\|im_end\|>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DefaultSystem();

    [GeneratedRegex(
        @"<｜Assistant｜><think>(\\n|\n)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OpensThought();

    /// <summary>A Jinja string's text: backslashes there begin line breaks and backslashes.</summary>
    private static string Unescape(string literal) =>
        literal
            .Replace("\\\\", "\0", StringComparison.Ordinal)
            .Replace("\\n", "\n", StringComparison.Ordinal)
            .Replace('\0', '\\');

    private sealed class ChatMl(string? defaultSystem, bool dropsThoughts, bool layOutThoughts) : ChatTemplate
    {
        protected override IEnumerable<ChatPart> FormatTurns(
            IReadOnlyList<ChatMessage> messages,
            bool addGenerationPrompt
        )
        {
            if (defaultSystem is not null && messages is not [{ Role: "system" }, ..])
            {
                yield return Control($"<|im_start|>system\n{defaultSystem}<|im_end|>\n");
            }

            var question = LastQuestion(messages);
            for (var i = 0; i < messages.Count; i++)
            {
                var (role, content) = messages[i];
                var assistant = role == "assistant";
                yield return Control($"<|im_start|>{role}\n");
                yield return Said(
                    assistant ? Answer(content, i > question, i == messages.Count - 1) : content,
                    assistant
                );
                yield return Control("<|im_end|>", assistant);
                yield return Control("\n");
            }

            if (addGenerationPrompt)
            {
                yield return Control("<|im_start|>assistant\n");
            }
        }

        private string Answer(string content, bool answersTheLastQuestion, bool isLast)
        {
            if (!dropsThoughts || (answersTheLastQuestion && !layOutThoughts))
            {
                return content;
            }

            var end = content.IndexOf(ThoughtEnd, StringComparison.Ordinal);
            var answer = end < 0 ? content : WithoutThought(content).TrimStart('\n');
            if (!answersTheLastQuestion)
            {
                return answer;
            }

            // Qwen3: thought and answer on lines of their own, and an empty thought where the last answer has none.
            var before = end < 0 ? "" : content[..end];
            var start = before.LastIndexOf(ThoughtStart, StringComparison.Ordinal);
            var thought = (start < 0 ? before : before[(start + ThoughtStart.Length)..]).Trim('\n');
            return isLast || thought.Length > 0
                ? $"{ThoughtStart}\n{thought}\n{ThoughtEnd}\n\n{answer.TrimStart('\n')}"
                : answer;
        }
    }

    private sealed class Llama3(string bos, bool datesSystem) : ChatTemplate
    {
        // The date the templates themselves fall back to; a real one would make equal conversations differ from day to day.
        private const string Dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";

        protected override IEnumerable<ChatPart> FormatTurns(
            IReadOnlyList<ChatMessage> messages,
            bool addGenerationPrompt
        )
        {
            yield return Control(bos);
            if (datesSystem)
            {
                var system = messages is [{ Role: "system" } first, ..] ? first.Content.Trim() : "";
                yield return Control($"<|start_header_id|>system<|end_header_id|>\n\n{Dates}");
                yield return Said(system);
                yield return Control("<|eot_id|>");
            }

            foreach (var (role, content) in messages.Skip(datesSystem && messages is [{ Role: "system" }, ..] ? 1 : 0))
            {
                var assistant = role == "assistant";
                yield return Control($"<|start_header_id|>{role}<|end_header_id|>\n\n");
                yield return Said(content.Trim(), assistant);
                yield return Control("<|eot_id|>", assistant);
            }

            if (addGenerationPrompt)
            {
                yield return Control("<|start_header_id|>assistant<|end_header_id|>\n\n");
            }
        }
    }

    /// <summary>DeepSeek's own template drops the last thought too; here it stays, since it is what is learned.</summary>
    private sealed class R1Style(string bos, bool opensThought) : ChatTemplate
    {
        public override string OpenedThought => opensThought ? "<think>\n" : "";

        protected override IEnumerable<ChatPart> FormatTurns(
            IReadOnlyList<ChatMessage> messages,
            bool addGenerationPrompt
        )
        {
            yield return Control(bos);
            foreach (var system in messages.Where(message => message.Role == "system"))
            {
                yield return Said(system.Content);
            }

            var question = LastQuestion(messages);
            for (var i = 0; i < messages.Count; i++)
            {
                var (role, content) = messages[i];
                if (role == "user")
                {
                    yield return Control("<｜User｜>");
                    yield return Said(content);
                }
                else if (role == "assistant")
                {
                    yield return Control("<｜Assistant｜>");
                    yield return Said(i < question ? WithoutThought(content) : content, assistant: true);
                    yield return Control("<｜end▁of▁sentence｜>", assistant: true);
                }
            }

            if (addGenerationPrompt)
            {
                yield return Control("<｜Assistant｜>" + OpenedThought);
            }
        }
    }
}
