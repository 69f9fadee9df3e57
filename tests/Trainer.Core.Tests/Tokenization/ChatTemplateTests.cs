using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Tokenization;

/// <summary>Our formats beside what Jinja renders from the families' own templates; see Templates/README.md.</summary>
public sealed class ChatTemplateTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Tokenization", "Templates");

    private static readonly Dictionary<string, string> Begin = new(StringComparer.Ordinal)
    {
        ["llama3"] = "<|begin_of_text|>",
        ["llama3.1"] = "<|begin_of_text|>",
        ["r1-distill"] = "<｜begin▁of▁sentence｜>",
    };

    public static TheoryData<string, string> Renderings
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var one in Golden())
            {
                var (template, conversation) = (
                    one["template"]!.GetValue<string>(),
                    one["conversation"]!.GetValue<string>()
                );
                // The one deliberate difference has a test of its own: what is learned keeps its thought.
                if ((template, conversation) != ("r1-distill", "thought"))
                {
                    all.Add(template, conversation);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Renderings))]
    public void Format_GivesWhatTheTemplateRenders(string template, string conversation)
    {
        var golden = Golden()
            .Single(one =>
                one["template"]!.GetValue<string>() == template
                && one["conversation"]!.GetValue<string>() == conversation
            );
        var messages = golden["messages"].Deserialize<ChatMessage[]>(JsonSerializerOptions.Web)!;

        var parts = Recognize(template).Format(messages, golden["add_generation_prompt"]!.GetValue<bool>());

        Assert.Equal(golden["expected"]!.GetValue<string>(), string.Concat(parts.Select(part => part.Text)));
    }

    [Fact]
    public void R1Style_KeepsTheThought_OfTheTurnThatIsLearned()
    {
        ChatMessage[] messages =
        [
            new("user", "a"),
            new("assistant", "<think>old</think>b"),
            new("user", "c"),
            new("assistant", "<think>\nnew\n</think>d"),
        ];

        var text = string.Concat(Recognize("r1-distill").Format(messages, false).Select(part => part.Text));

        Assert.Equal(
            "<｜begin▁of▁sentence｜><｜User｜>a<｜Assistant｜>b<｜end▁of▁sentence｜><｜User｜>c<｜Assistant｜><think>\nnew\n</think>d<｜end▁of▁sentence｜>",
            text
        );
    }

    [Fact]
    public void OpenedThought_IsWhatThePromptEndsWith()
    {
        Assert.Equal("<think>\n", Recognize("r1-distill").OpenedThought);
        Assert.Equal("", Recognize("qwen3").OpenedThought);
    }

    [Fact]
    public void Recognize_NamesTheFileAndAWayOut_WhenTheFormatIsUnknown()
    {
        var failure = Assert.Throws<InvalidDataException>(() =>
            ChatTemplate.Recognize("dir/tokenizer_config.json", "[INST] {{ messages[0].content }} [/INST]", "<s>")
        );

        Assert.Contains("dir/tokenizer_config.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains("chat_template", failure.Message, StringComparison.Ordinal);
        Assert.Contains("prompt_format: plain", failure.Message, StringComparison.Ordinal);
    }

    private static ChatTemplate Recognize(string template) =>
        ChatTemplate.Recognize(
            "tokenizer_config.json",
            File.ReadAllText(Path.Combine(Folder, template + ".jinja")),
            Begin.GetValueOrDefault(template)
        );

    private static IEnumerable<JsonNode> Golden() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json")))!.AsArray().Select(one => one!);
}
