using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Pipeline;

/// <summary>A random model and a vocabulary learned from train problems. The vocabulary is the same for every seed.</summary>
public static class ScratchModel
{
    /// <summary>The model that a recipe starts from.</summary>
    /// <param name="recipe">A recipe with <c>model.from_scratch</c>.</param>
    /// <param name="seed">Of the weights; the vocabulary depends on the recipe alone.</param>
    /// <exception cref="TrainingException">The recipe's problems are a file's: no vocabulary can be learned from them.</exception>
    public static (DecoderModel Model, Tokenizer Tokenizer) Make(Recipe recipe, int seed) =>
        Make(recipe.Model.FromScratch!, new ProblemFeed(recipe.Problems, heldOut: 0, new NoFiles()), seed);

    internal static (DecoderModel Model, Tokenizer Tokenizer) Make(
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

    private sealed class NoFiles : IProblemLoader
    {
        public IReadOnlyList<Problem> Load(string path) =>
            throw new TrainingException($"{path}: a vocabulary is learned from generated problems, not from a file");
    }
}
