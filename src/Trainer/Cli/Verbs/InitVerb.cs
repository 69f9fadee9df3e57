using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Verbs;

/// <summary><c>init</c>: the random model that a recipe would start from, as a Hugging Face folder.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Screen _screen;
    private readonly Argument<string> _recipe = new("RECIPE.yaml")
    {
        Description = "A recipe with model.from_scratch.",
    };
    private readonly Option<string> _out = new("--out")
    {
        Description = "Where the folder goes.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override of one key, such as model.from_scratch.model_type=qwen3; may be repeated.",
        HelpName = "a.b=v",
    };
    private readonly Option<int> _seed = CommonOptions.Seed();

    public InitVerb(Screen screen)
        : base("init", "Write a random model with a vocabulary of its own: small checkpoints to try things with.")
    {
        _screen = screen;
        Add(_recipe);
        Add(_out);
        Add(_set);
        Add(_seed);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var path = parse.GetRequiredValue(_recipe);
        var recipe = RecipeFile.Load(path, parse.GetValue(_set));
        if (recipe.Model.FromScratch is null)
        {
            throw new BadInputException(
                path,
                null,
                "model.from_scratch is missing; a model from a folder exists already"
            );
        }

        var folder = parse.GetRequiredValue(_out);
        if (Directory.Exists(folder) || File.Exists(folder))
        {
            throw new BadInputException(folder, null, "exists already; give another --out");
        }

        var (model, tokenizer) = ScratchModel.Make(recipe, parse.GetValue(_seed));
        using (model)
        {
            Checkpoint.Save(folder, new CheckpointContents(model, tokenizer));
            _screen.Line(
                $"model folder: {folder} ({model.Config.ModelType}, {model.Config.ParameterCount:N0} weights, {tokenizer.VocabularySize} tokens)"
            );
        }

        return Task.FromResult(ExitCodes.Done);
    }
}
