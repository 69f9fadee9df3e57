using Parquet.Serialization;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Pipeline.Stages;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>Demonstrations in files as other tools write them.</summary>
public sealed class SftFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_GivesTheMessages_OfAParquetFile()
    {
        var path = _folder.File("chats.parquet");
        await ParquetSerializer.SerializeAsync<Chat>(
            [
                new()
                {
                    source = "a",
                    messages = [new() { role = "user", content = "1" }, new() { role = "assistant", content = "2" }],
                },
                new() { source = "b", messages = [new() { role = "user", content = "größer" }] },
            ],
            path,
            cancellationToken: Token
        );

        var rows = SftFile.Read(path).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Equal($"{path}: row 2", rows[1].Place);
        var messages = rows[0].Row.GetProperty("messages");
        Assert.Equal("assistant", messages[1].GetProperty("role").GetString());
        Assert.Equal("2", messages[1].GetProperty("content").GetString());
        Assert.Equal("größer", rows[1].Row.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Recipe_LearnsFromAParquetFile_AsFromLines()
    {
        var (parquet, lines) = (_folder.File("d.parquet"), _folder.File("d.jsonl"));
        Pair[] pairs =
        [
            .. Enumerable.Range(0, 6).Select(i => new Pair { prompt = $"add {i}", completion = $"{i} + 1" }),
        ];
        await ParquetSerializer.SerializeAsync<Pair>(pairs, parquet, cancellationToken: Token);
        await File.WriteAllLinesAsync(lines, pairs.Select(p => System.Text.Json.JsonSerializer.Serialize(p)), Token);

        Assert.Equal(await Weights(lines, packing: false), await Weights(parquet, packing: false));
        Assert.NotEmpty(await Weights(parquet, packing: true));
    }

    [Theory]
    [InlineData("{\"prompt\": \"a\"}", ":1: expected \"messages\"")]
    [InlineData("{\"prompt\": \"a\", \"completion\": \"b\"}\n{oops", ":2: ")]
    [InlineData("[1]", ":1: a JSON object is expected")]
    [InlineData("{\"messages\": [{\"role\": \"tool\", \"content\": \"x\"}]}", "has the role \"tool\"")]
    [InlineData("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}", "nothing that the assistant says")]
    [InlineData("PAR1 but no more", "cannot be read as Parquet")]
    [InlineData("", "holds nothing to learn from")]
    public async Task Recipe_StopsWithThePlaceAndTheReason_WhenARowIsWrong(string text, string reason)
    {
        var path = _folder.File("bad.jsonl");
        await File.WriteAllTextAsync(path, text, Token);

        var error = await Assert.ThrowsAsync<TrainingException>(() => Weights(path, packing: false));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipe_NamesTheFile_WhenItIsNotThere()
    {
        var error = await Assert.ThrowsAsync<TrainingException>(() => Weights(_folder.File("none.jsonl"), false));

        Assert.Contains("none.jsonl", error.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> Weights(string data, bool packing)
    {
        var stage =
            $"stages=[{{kind: sft, name: sft, data: '{data}', num_train_epochs: 1, batch_size: 4, packing: {(packing ? "true" : "false")}}}]";
        var run = new TinyRun(TinyRun.NewFolder(), stage, "evaluation.problems=0");
        await run.RunAsync(cancellationToken: Token);
        return run.FinalWeights("01-sft");
    }

#pragma warning disable IDE1006, SA1300 // columns are named as files name them
    private sealed class Chat
    {
        public string? source { get; set; }

        public List<Said>? messages { get; set; }
    }

    private sealed class Said
    {
        public string? role { get; set; }

        public string? content { get; set; }
    }

    private sealed class Pair
    {
        public string? prompt { get; set; }

        public string? completion { get; set; }
    }
#pragma warning restore IDE1006, SA1300
}
