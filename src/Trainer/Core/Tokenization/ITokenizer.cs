namespace R1Code.Trainer.Tokenization;

/// <summary>Text to token ids and back. Safe for use by several threads.</summary>
public interface ITokenizer
{
    /// <summary>One more than the highest token id.</summary>
    int VocabularySize { get; }

    /// <summary>The token that ends a sequence.</summary>
    int EosId { get; }

    /// <summary>Tokens that end what a model writes: the end token, and the end of a turn where the chat format has another.</summary>
    IReadOnlyList<int> StopIds { get; }

    /// <summary>The token that fills rows; the end token where the files name none.</summary>
    int PadId { get; }

    /// <summary>The token that begins a sequence, or null.</summary>
    int? BosId { get; }

    /// <summary>The ids of a text, nothing added around it.</summary>
    /// <param name="text">Any text; lone surrogates become U+FFFD.</param>
    /// <param name="special">
    /// Whether control tokens (<c>&lt;|im_end|&gt;</c> and the like) written in the text are recognised. The default value is
    /// false, so that data cannot forge them. Added tokens that control nothing, such as <c>&lt;think&gt;</c>, always are.
    /// </param>
    int[] Encode(string text, bool special = false);

    /// <summary>The ids of a prompt taken as it is: control tokens recognised, the begin token in front where the model expects one.</summary>
    /// <param name="text">The prompt.</param>
    int[] EncodePrompt(string text);

    /// <summary>The text of token ids; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="skipSpecial">Whether control tokens are left out. The default value is false.</param>
    string Decode(IEnumerable<int> ids, bool skipSpecial = false);

    /// <summary>The bytes one token stands for.</summary>
    /// <param name="id">A token id; an unused one has no bytes.</param>
    ReadOnlySpan<byte> BytesOf(int id);

    /// <summary>Whether a token only controls the conversation.</summary>
    /// <param name="id">A token id.</param>
    bool IsSpecial(int id);

    /// <summary>The id of a token by its text as the vocabulary has it, or null.</summary>
    /// <param name="token">For example <c>&lt;|im_end|&gt;</c>.</param>
    int? IdOf(string token);

    /// <summary>The text of a conversation in the model's chat format.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="addGenerationPrompt">Whether the text ends where the assistant starts to write.</param>
    string ApplyChatTemplate(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt);

    /// <summary>What a chat prompt has already written of the assistant's answer, such as an opened thought; mostly empty.</summary>
    string OpenedThought { get; }

    /// <summary>The ids of a conversation. Control tokens come from the format alone, never from what a message says.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="addGenerationPrompt">Whether the ids end where the assistant starts to write.</param>
    int[] EncodeChat(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt);

    /// <summary>
    /// The ids of a conversation and, for each, whether it belongs to what the assistant wrote (its end token included).
    /// </summary>
    /// <param name="messages">The conversation.</param>
    (int[] Ids, bool[] Assistant) EncodeChatWithMask(IReadOnlyList<ChatMessage> messages);

    /// <summary>Writes the tokenizer's files.</summary>
    /// <param name="folder">An existing folder.</param>
    void Save(string folder);
}

/// <summary>One turn of a conversation.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What was said.</param>
public sealed record ChatMessage(string Role, string Content);
