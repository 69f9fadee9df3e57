using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline;

/// <summary>A random model and a vocabulary learned from train problems. The vocabulary is the same for every seed.</summary>
internal static class ScratchModel
{
    public static (DecoderModel Model, Tokenizer Tokenizer) Make(
        ScratchModelOptions options,
        ProblemFeed feed,
        int seed
    )
    {
        var texts = feed.World!.Texts(options.TokenizerDocuments)
            .SelectMany(shown => new[] { shown.Prompt, shown.Completion });
        var tokenizer = BpeTrainer.Train(texts, options.VocabSize);
        var config = new ModelConfig
        {
            ModelType = options.ModelType,
            HiddenSize = options.HiddenSize,
            IntermediateSize = options.IntermediateSize,
            NumHiddenLayers = options.NumHiddenLayers,
            NumAttentionHeads = options.NumAttentionHeads,
            NumKeyValueHeads = options.NumKeyValueHeads,
            HeadDim = options.HiddenSize / options.NumAttentionHeads,
            VocabSize = tokenizer.VocabularySize,
            MaxPositionEmbeddings = options.MaxPositionEmbeddings,
            TieWordEmbeddings = options.TieWordEmbeddings,
            InitializerRange = options.InitializerRange,
            RopeTheta = options.RopeTheta,
            EosTokenId = [tokenizer.EosId],
            PadTokenId = tokenizer.PadId,
        };
        return (DecoderModel.Initialize(config, (ulong)seed), tokenizer);
    }
}
