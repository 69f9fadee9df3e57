using System.Text.Json;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>The rows of an SFT stage: generated demonstrations, a JSONL file, or what rejection sampling kept.</summary>
internal static class SftData
{
    public static IReadOnlyList<TokenRow> Load(SftStageOptions options, StageContext context, Policy policy)
    {
        var prompts = context.Prompts(policy.Tokenizer);
        var limit = options.MaxLength ?? policy.Model.Config.ContextLength;
        var rows = new List<TokenRow>();
        if (options.Demonstrations > 0)
        {
            var shown = Demonstrations(options, context)
                .Select(shown => prompts.Demonstration(shown.Prompt, shown.Completion));
            rows.AddRange(Checked([.. shown], "demonstrations", limit));
        }

        var file = options.DataFrom is null
            ? options.Data
            : new StageFolder(context.EarlierFolders[options.DataFrom]).Kept;
        if (file is not null)
        {
            rows.AddRange(Checked(Read(file, prompts), file, limit));
        }

        return rows;
    }

    private static IEnumerable<Demonstration> Demonstrations(SftStageOptions options, StageContext context) =>
        context.Feed.World!.Demonstrations(
            ProblemFeed.StartOf(context.Seed, options.DemonstrationsOf ?? options.Name),
            options.Demonstrations,
            options.Noise,
            options.Kinds
        );

    private static List<TokenRow> Read(string path, PromptEncoder prompts)
    {
        var rows = new List<TokenRow>();
        foreach (var (place, row) in SftFile.Read(path))
        {
            try
            {
                rows.Add(ReadRow(row, prompts));
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException)
            {
                throw new TrainingException($"{place}: {e.Message}", e);
            }
        }

        return rows;
    }

    private static TokenRow ReadRow(JsonElement row, PromptEncoder prompts)
    {
        if (row.TryGetProperty("messages", out var messages))
        {
            return prompts.Conversation(ReadMessages(messages));
        }

        if (!row.TryGetProperty("prompt", out var prompt) || !row.TryGetProperty("completion", out var completion))
        {
            throw new InvalidDataException("expected \"messages\", or \"prompt\" and \"completion\"");
        }

        return prompt.ValueKind == JsonValueKind.Array
            ? prompts.Conversation([.. ReadMessages(prompt), new ChatMessage("assistant", Completion(completion))])
            : prompts.Demonstration(prompt.GetString()!, Completion(completion));
    }

    private static string Completion(JsonElement completion) =>
        completion.ValueKind == JsonValueKind.Array ? ReadMessages(completion)[^1].Content : completion.GetString()!;

    private static List<ChatMessage> ReadMessages(JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new InvalidDataException("a list of messages is expected");
        }

        return
        [
            .. messages
                .EnumerateArray()
                .Select(message =>
                    message.ValueKind == JsonValueKind.Object
                    && message.TryGetProperty("role", out var role)
                    && message.TryGetProperty("content", out var content)
                        ? new ChatMessage(role.GetString()!, content.GetString()!)
                        : throw new InvalidDataException("each message needs \"role\" and \"content\"")
                ),
        ];
    }

    private static List<TokenRow> Checked(List<TokenRow> rows, string source, int limit)
    {
        if (rows.Count == 0)
        {
            throw new TrainingException($"{source}: holds nothing to learn from");
        }

        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Tokens.Length > limit)
            {
                throw new TrainingException(
                    $"{source}: sequence {i + 1} has {rows[i].Tokens.Length} tokens, the limit is {limit}; "
                        + "shorten it or raise max_length (within the model's context)"
                );
            }

            if (rows[i].LearnedCount == 0)
            {
                throw new TrainingException(
                    $"{source}: sequence {i + 1} has nothing that the assistant says, so there is nothing to learn from it"
                );
            }
        }

        return rows;
    }
}
