using R1Code.Trainer.Core.Tests.Pipeline;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Core.Tests.Recipes;

public sealed class RecipeFileTests
{
    private const string Small = """
        name: small
        model:
          from_scratch: { hidden_size: 32 }
        problems:
          katas: { level_weights: [1, 2] }
        rewards:
          code: 1.0
          language: { weight: 0.5, target: zh }
        stages:
          - kind: sft
            name: sft
            demonstrations: 10
            learning_rate: 2e-3
          - kind: grpo
            name: rl
            preset: dapo
            epsilon: 0.1
        """;

    [Fact]
    public void Parse_ReadsEveryLevelOfKeys()
    {
        var recipe = RecipeFile.Parse(Small, "small.yaml");

        Assert.Equal(32, recipe.Model.FromScratch!.HiddenSize);
        Assert.Equal([1.0, 2.0], recipe.Problems.Katas!.LevelWeights);
        Assert.Equal(0.5, recipe.Rewards["language"].GetProperty("weight").GetDouble());
        Assert.Equal("zh", recipe.Rewards["language"].GetProperty("target").GetString());
        Assert.Equal(2e-3, Assert.IsType<SftStageOptions>(recipe.Stages[0]).Optimizer.LearningRate);
    }

    [Fact]
    public void Parse_LaysAStagesOwnKeysOverItsPreset()
    {
        var stage = Assert.IsType<GrpoStageOptions>(RecipeFile.Parse(Small, "small.yaml").Stages[1]);

        Assert.Equal(LossType.Dapo, stage.Algorithm.LossType);
        Assert.True(stage.Algorithm.DynamicSampling);
        Assert.Equal(.28, stage.Algorithm.EpsilonHigh);
        Assert.Equal(.1, stage.Algorithm.Epsilon);
    }

    [Theory]
    [InlineData("stages.rl.max_steps=7")]
    [InlineData("stages.1.max_steps=7")]
    public void Parse_LaysOverridesOver_ByNameOrIndex(string change)
    {
        var recipe = RecipeFile.Parse(Small, "small.yaml", [change, "seeds=[4, 5]", "runtime.threads=1"]);

        Assert.Equal(7, ((GrpoStageOptions)recipe.Stages[1]).MaxSteps);
        Assert.Equal([4, 5], recipe.Seeds);
        Assert.Equal(1, recipe.Runtime.Threads);
    }

    [Theory]
    [InlineData("learning_rate: 2e-3", "learning_rat: 1", "small.yaml:13: stages[0].learning_rat: unknown key")]
    [InlineData(
        "learning_rate: 2e-3",
        "learning_rate: fast",
        "small.yaml:13: stages[0].learning_rate: 'fast' is not a number"
    )]
    [InlineData(
        "learning_rate: 2e-3",
        "learning_rate: 11",
        "small.yaml:13: stages[0].learning_rate: 11 is not in 0 … 10"
    )]
    [InlineData("learning_rate: 2e-3", "learning_rate:", "small.yaml:13: stages[0].learning_rate: must not be empty")]
    [InlineData("name: small", "nam: small", "small.yaml:1: name: is missing")]
    [InlineData("kind: sft", "kind: sfd", "stages[0].kind: 'sfd' is not one of sft, grpo, rejection")]
    [InlineData("preset: dapo", "preset: ddpo", "stages[1].preset: 'ddpo' is not one of")]
    [InlineData("preset: dapo", "loss_type: ppo", "small.yaml:16: stages[1].loss_type: 'ppo' is not one of grpo, bnpo")]
    [InlineData("name: rl", "name: sft", "stages[1].name: 'sft' stands there twice")]
    [InlineData(
        "demonstrations: 10",
        "data_from: rl",
        "stages[0].data_from: 'rl' is no earlier stage of kind rejection"
    )]
    [InlineData(
        "level_weights: [1, 2]",
        "level_weights: []",
        "problems.katas.level_weights: a list of 0 must have 1 to 4"
    )]
    [InlineData("katas: {", "katas: [", "small.yaml:5")]
    public void Parse_NamesFileLineKeyAndReason_WhenTheRecipeIsWrong(string right, string wrong, string message)
    {
        var error = Assert.Throws<RecipeException>(() =>
            RecipeFile.Parse(Small.Replace(right, wrong, StringComparison.Ordinal), "small.yaml")
        );

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "expected KEY=VALUE")]
    [InlineData("stages.absent.max_steps=1", "no element of that index or name")]
    [InlineData("name.deeper.still=1", "holds a single value")]
    [InlineData("runtime.threads=-1", "runtime.threads: -1 is not in 0 … 1024")]
    [InlineData(
        "runtime={device: cuda, gradient_workers: 2}",
        "runtime.gradient_workers: more than one needs device cpu"
    )]
    public void Parse_NamesTheOverride_WhenItIsWrong(string change, string message)
    {
        var error = Assert.Throws<RecipeException>(() => RecipeFile.Parse(Small, "small.yaml", [change]));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NamesTheFile_WhenItIsNotThere()
    {
        var error = Assert.Throws<RecipeException>(() => RecipeFile.Load("absent.yaml"));

        Assert.StartsWith("absent.yaml: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presets_AreAllUsable()
    {
        foreach (var preset in RecipeFile.Presets)
        {
            var recipe = RecipeFile.Parse(
                Small,
                "small.yaml",
                [$"stages.rl.preset={preset}", "stages.rl.prompts_per_step=16"]
            );

            Assert.IsType<GrpoStageOptions>(recipe.Stages[1]);
        }

        Assert.Equal(9, RecipeFile.Presets.Count);
    }

    public static TheoryData<string> ShippedRecipes => [.. Directory.GetFiles(TinyRun.RecipesFolder, "*.yaml")];

    [Theory]
    [MemberData(nameof(ShippedRecipes))]
    public void ShippedRecipes_Load(string path) => Assert.NotEmpty(RecipeFile.Load(path).Stages);
}
