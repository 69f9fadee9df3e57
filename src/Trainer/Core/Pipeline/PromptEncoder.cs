using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline;

/// <summary>Turns problems and demonstrations into tokens, the same way for learning, sampling and measuring.</summary>
internal sealed class PromptEncoder(ITokenizer tokenizer, string systemPrompt, PromptFormat format)
{
    /// <summary>What the prompt has written of the answer already; it belongs to the completion's text.</summary>
    public string Opening { get; } = format == PromptFormat.Chat ? tokenizer.OpenedThought : "";

    /// <summary>The prompt, up to where the model starts to write.</summary>
    public int[] Prompt(Problem problem) =>
        format == PromptFormat.Chat
            ? tokenizer.EncodeChat(Messages(problem.Prompt), addGenerationPrompt: true)
            : tokenizer.EncodePrompt(systemPrompt + problem.Prompt);

    /// <summary>A prompt with its answer; the answer and its end are learned.</summary>
    public TokenRow Demonstration(string prompt, string completion)
    {
        if (format == PromptFormat.Plain)
        {
            return TokenRow.Of(
                tokenizer.EncodePrompt(systemPrompt + prompt),
                [.. tokenizer.Encode(completion), tokenizer.EosId]
            );
        }

        return Conversation([.. Messages(prompt), new ChatMessage("assistant", completion)]);
    }

    /// <summary>A whole conversation; what the assistant says is learned.</summary>
    public TokenRow Conversation(IReadOnlyList<ChatMessage> messages)
    {
        var (ids, assistant) = tokenizer.EncodeChatWithMask(messages);
        return new TokenRow(ids, assistant);
    }

    private List<ChatMessage> Messages(string prompt) =>
        systemPrompt.Length == 0
            ? [new ChatMessage("user", prompt)]
            : [new ChatMessage("system", systemPrompt), new ChatMessage("user", prompt)];
}
