using R1Code.Trainer.Lab;

namespace R1Code.Trainer.Recipes;

/// <summary>What single keys cannot say: combinations that make no sense.</summary>
internal static class RecipeRules
{
    public static void Check(Recipe recipe, string file)
    {
        Require(
            (recipe.Model.Path is null) != (recipe.Model.FromScratch is null),
            "model",
            "give either path or from_scratch"
        );
        var problems = recipe.Problems;
        var sources = new object?[] { problems.Katas, problems.Lab, problems.Train }.Count(source =>
            source is not null
        );
        Require(sources == 1, "problems", "give one of katas, lab and train (a problems file)");
        var isGenerated = problems.Train is null;
        Require(
            !isGenerated || problems.HeldOut is null,
            "problems.held_out",
            "katas and lab bring their own held-out set"
        );
        Require(
            recipe.Model.FromScratch is null || isGenerated,
            "model.from_scratch",
            "needs problems.katas or problems.lab to learn a vocabulary from"
        );
        Require(
            recipe.Evaluation.Problems == 0 || isGenerated || problems.HeldOut is not null,
            "evaluation.problems",
            "problems.held_out is missing; give it or set evaluation.problems to 0"
        );
        foreach (var k in recipe.Evaluation.K)
        {
            Require(
                k >= 1 && (recipe.Evaluation.Samples == 0 || k <= recipe.Evaluation.Samples),
                "evaluation.k",
                $"{k} is not between 1 and evaluation.samples ({recipe.Evaluation.Samples})"
            );
        }

        Require(recipe.Seeds.Distinct().Count() == recipe.Seeds.Count, "seeds", "the same seed stands there twice");
        Require(recipe.Model.Lora is not { R: < 1 }, "model.lora.r", "must be at least 1");
        var m = recipe.Evaluation.ShortM;
        Require(m is null || m <= recipe.Evaluation.Samples, "evaluation.short_m", "is more than evaluation.samples");
        Require(
            recipe.RewardService is not { Url: var url }
                || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
            "reward_service.url",
            $"'{recipe.RewardService?.Url}' is no address; it looks like http://judge:8080"
        );
        Require(
            recipe.Runtime is { GradientWorkers: 1 } or { Device: ComputeDevice.Cpu },
            "runtime.gradient_workers",
            "more than one needs device cpu: on a GPU they would wait for each other"
        );
        CheckStages(recipe, Require);

        void Require(bool holds, string key, string reason)
        {
            if (!holds)
            {
                throw new RecipeException(new RecipePlace(file, 0), key, reason);
            }
        }
    }

    private static void CheckStages(Recipe recipe, Action<bool, string, string> require)
    {
        var earlier = new Dictionary<string, StageOptions>(StringComparer.Ordinal);
        for (var i = 0; i < recipe.Stages.Count; i++)
        {
            var stage = recipe.Stages[i];
            var key = $"stages[{i}]";
            require(
                stage.Name.Length > 0 && stage.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
                $"{key}.name",
                $"'{stage.Name}' must be letters, digits, '-' or '_': it names a folder"
            );
            require(stage.Name != "base", $"{key}.name", "'base' is the model itself");
            require(
                stage.StartFrom is null or "base" || earlier.ContainsKey(stage.StartFrom),
                $"{key}.start_from",
                $"'{stage.StartFrom}' is no earlier stage"
            );
            CheckCommon(recipe, stage, key, require);
            var isRooted =
                i == 0 || stage.StartFrom is not null || stage.FromScratch is not null || stage.ModelPath is not null;
            require(
                !stage.Shared
                    || (
                        isRooted
                        && IsShared(stage.StartFrom)
                        && (stage is not SftStageOptions { DataFrom: { } from } || IsShared(from))
                    ),
                $"{key}.shared",
                "what it starts from and learns from must be shared too"
            );
            switch (stage)
            {
                case SftStageOptions sft:
                    var files = (sft.Data is null ? 0 : 1) + (sft.DataFrom is null ? 0 : 1);
                    require(
                        files == 1 || (files == 0 && sft.Demonstrations > 0),
                        key,
                        "give one of data and data_from, or demonstrations, or demonstrations beside one of the two"
                    );
                    require(
                        sft.Demonstrations == 0 || recipe.Problems.Train is null,
                        $"{key}.demonstrations",
                        "only generated problems have reference answers"
                    );
                    require(
                        sft.DemonstrationsOf is null
                            || (
                                earlier.GetValueOrDefault(sft.DemonstrationsOf) is SftStageOptions shown
                                && shown.Demonstrations >= sft.Demonstrations
                                && sft.Demonstrations > 0
                            ),
                        $"{key}.demonstrations_of",
                        $"'{sft.DemonstrationsOf}' is no earlier stage of kind sft with at least as many demonstrations as this one"
                    );
                    require(
                        sft.Noise == new NoiseOptions() || recipe.Problems.Lab is not null,
                        $"{key}.noise",
                        "needs problems.lab"
                    );
                    require(
                        sft.DataFrom is null || earlier.GetValueOrDefault(sft.DataFrom) is RejectionStageOptions,
                        $"{key}.data_from",
                        $"'{sft.DataFrom}' is no earlier stage of kind rejection"
                    );
                    break;
                case GrpoStageOptions grpo:
                    var a = grpo.Algorithm;
                    require(
                        a.NumGenerations > 1,
                        $"{key}.num_generations",
                        "a group of one has no advantage: at least 2"
                    );
                    require(
                        grpo.EvalSteps == 0 || recipe.Evaluation.Problems > 0,
                        $"{key}.eval_steps",
                        "needs evaluation.problems above 0"
                    );
                    require(!a.UseKlInReward || a.Beta > 0, $"{key}.use_kl_in_reward", "needs beta above 0");
                    require(
                        !a.SyncRefModel || recipe.Model.Lora is null,
                        $"{key}.sync_ref_model",
                        "a reference cannot follow adapters; leave out sync_ref_model or model.lora"
                    );
                    require(!a.SyncRefModel || a.Beta > 0, $"{key}.sync_ref_model", "needs beta above 0");
                    require(
                        a.NumMiniBatches <= grpo.PromptsPerStep * a.NumGenerations,
                        $"{key}.num_mini_batches",
                        "is more than the completions of a step"
                    );
                    break;
            }

            bool IsShared(string? name) =>
                name is null or "base" || earlier.GetValueOrDefault(name) is { Shared: true };

            require(earlier.TryAdd(stage.Name, stage), $"{key}.name", $"'{stage.Name}' stands there twice");
        }
    }

    private static void CheckCommon(Recipe recipe, StageOptions stage, string key, Action<bool, string, string> require)
    {
        require(
            stage.FromScratch is null || recipe.Model.FromScratch is not null,
            $"{key}.from_scratch",
            "needs model.from_scratch, whose vocabulary it shares"
        );
        require(
            stage.FromScratch is null || stage.StartFrom is null,
            $"{key}.from_scratch",
            "a stage starts from random weights or from another stage; leave out start_from"
        );
        require(
            stage.ModelPath is null || (stage.StartFrom is null && stage.FromScratch is null),
            $"{key}.model_path",
            "a stage has one start; leave out start_from and from_scratch"
        );
        require(stage.Kinds is null || recipe.Problems.Lab is not null, $"{key}.kinds", "needs problems.lab");
        require(
            stage.Kinds is null || (stage.Kinds.Count > 0 && stage.Kinds.All(k => k is "code" or "math" or "logic")),
            $"{key}.kinds",
            "must be some of code, math, logic"
        );
        require(stage.ThinkingBudgets.All(b => b >= 0), $"{key}.thinking_budgets", "must not be negative");
        require(stage.ForcedWaits.All(w => w >= 1), $"{key}.forced_waits", "must be at least 1 each");
    }
}
