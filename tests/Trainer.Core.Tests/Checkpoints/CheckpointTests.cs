using System.Text.Json.Nodes;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Core.Tests.Models;
using R1Code.Trainer.Models;
using R1Code.Trainer.Tokenization;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private static readonly Tokenizer Tokens = BpeTrainer.Train(["some text to learn from, some more text"], 280);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("llama", torch.ScalarType.Float32)]
    [InlineData("qwen2", torch.ScalarType.BFloat16)]
    [InlineData("qwen3", torch.ScalarType.Float16)]
    public void Save_GivesTheSameBytes_AfterALoad(string type, torch.ScalarType stored)
    {
        using var model = Model(type);
        Checkpoint.Save(_folder.File("a"), new(model, Tokens), stored);

        var (loaded, tokenizer) = Checkpoint.Load(_folder.File("a"), type: stored);
        Checkpoint.Save(_folder.File("b"), new(loaded, tokenizer));
        loaded.Dispose();

        Assert.Equal(
            Directory.GetFiles(_folder.File("a")).Select(Path.GetFileName).Order(),
            Directory.GetFiles(_folder.File("b")).Select(Path.GetFileName).Order()
        );
        foreach (var file in Directory.GetFiles(_folder.File("a")))
        {
            Assert.Equal(
                File.ReadAllBytes(file),
                File.ReadAllBytes(Path.Combine(_folder.File("b"), Path.GetFileName(file)))
            );
        }
    }

    [Fact]
    public void Save_SplitsWeights_AndLoadFindsThemByTheIndex()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens), shardBytes: 4000);

        using var loaded = Checkpoint.LoadModel(_folder.File("a"));

        Assert.True(Directory.GetFiles(_folder.File("a"), "model-*-of-*.safetensors").Length > 2);
        AssertSameWeights(model, loaded);
    }

    [Fact]
    public void Save_LeavesTheOldFolder_WhenTheNewOneFails()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        var before = File.ReadAllBytes(_folder.File("a/model.safetensors"));

        Assert.Throws<IOException>(() => Checkpoint.Save(_folder.File("a"), new(model, new FailingTokenizer())));

        Assert.Equal(before, File.ReadAllBytes(_folder.File("a/model.safetensors")));
        Assert.Equal([_folder.File("a")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Verify_FinishesAReplacement_CutOffBetweenItsRenames()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        Directory.Move(_folder.File("a"), _folder.File("a.previous"));

        Checkpoint.Verify(_folder.File("a"));

        Assert.Equal([_folder.File("a")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Load_NamesTheFile_WhenAByteIsWrong()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        var path = _folder.File("a/model.safetensors");
        var bytes = File.ReadAllBytes(path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(path, bytes);

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder.File("a")));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NamesTheTensor_WhenTheFileIsCutOff()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        var path = _folder.File("a/model.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);
        File.Delete(_folder.File("a/SHA256SUMS"));

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder.File("a")));

        Assert.Contains("model.safetensors: is cut off: tensor \"", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadModel_NamesEveryTensor_ThatIsMissingOrForeign()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        var config = JsonNode.Parse(File.ReadAllText(_folder.File("a/config.json")))!;
        config["num_hidden_layers"] = 1;
        config["attention_bias"] = true;
        File.WriteAllText(_folder.File("a/config.json"), config.ToJsonString());

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.LoadModel(_folder.File("a")));

        Assert.Contains("Missing: model.layers.0.self_attn.q_proj.bias", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Not part of a llama model: model.layers.1.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadModel_NamesTheShapes_WhenTheyDiffer()
    {
        using var model = Model("llama");
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));
        var config = JsonNode.Parse(File.ReadAllText(_folder.File("a/config.json")))!;
        config["intermediate_size"] = 24;
        File.WriteAllText(_folder.File("a/config.json"), config.ToJsonString());

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.LoadModel(_folder.File("a")));

        Assert.Contains(
            "\"model.layers.0.mlp.gate_proj.weight\" has the shape [20, 12], the model needs [24, 12]",
            failure.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_RefusesATokenizer_WithMoreTokensThanTheModel()
    {
        using var model = DecoderModel.Initialize(TinyModels.Config("llama"), seed: 1);
        Checkpoint.Save(_folder.File("a"), new(model, Tokens));

        var failure = Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder.File("a")));

        Assert.Contains("\"vocab_size\" in config.json is 17", failure.Message, StringComparison.Ordinal);
    }

    internal static DecoderModel Model(string type) =>
        DecoderModel.Initialize(TinyModels.Config(type) with { VocabSize = 300 }, seed: 3);

    internal static void AssertSameWeights(DecoderModel expected, DecoderModel actual)
    {
        foreach (var ((name, left), (_, right)) in expected.Weights().Zip(actual.Weights()))
        {
            Assert.True(left.equal(right).all().item<bool>(), name);
        }
    }

    private sealed class FailingTokenizer : ITokenizer
    {
        public int VocabularySize => Tokens.VocabularySize;
        public int EosId => 0;
        public int PadId => 0;
        public int? BosId => null;
        public IReadOnlyList<int> StopIds => [];
        public string OpenedThought => "";

        public int[] Encode(string text, bool special = false) => [];

        public int[] EncodePrompt(string text) => [];

        public string Decode(IEnumerable<int> ids, bool skipSpecial = false) => "";

        public ReadOnlySpan<byte> BytesOf(int id) => [];

        public bool IsSpecial(int id) => false;

        public int? IdOf(string token) => null;

        public string ApplyChatTemplate(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt) => "";

        public int[] EncodeChat(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt) => [];

        public (int[] Ids, bool[] Assistant) EncodeChatWithMask(IReadOnlyList<ChatMessage> messages) => ([], []);

        public void Save(string folder) => throw new IOException("No space left on device");
    }
}
