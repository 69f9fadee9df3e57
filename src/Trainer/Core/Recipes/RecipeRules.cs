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
        Require(
            (problems.Katas is null) != (problems.Train is null),
            "problems",
            "give either katas or train (a problems file)"
        );
        Require(
            problems.Katas is null || problems.HeldOut is null,
            "problems.held_out",
            "katas bring their own held-out set"
        );
        Require(
            recipe.Model.FromScratch is null || problems.Katas is not null,
            "model.from_scratch",
            "needs problems.katas to learn a vocabulary from"
        );
        Require(
            recipe.Evaluation.Problems == 0 || problems.Katas is not null || problems.HeldOut is not null,
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
            switch (stage)
            {
                case SftStageOptions sft:
                    var sources =
                        (sft.Demonstrations > 0 ? 1 : 0) + (sft.Data is null ? 0 : 1) + (sft.DataFrom is null ? 0 : 1);
                    require(sources == 1, key, "give exactly one of demonstrations, data, data_from");
                    require(
                        sft.Demonstrations == 0 || recipe.Problems.Katas is not null,
                        $"{key}.demonstrations",
                        "only katas have reference answers"
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

            require(earlier.TryAdd(stage.Name, stage), $"{key}.name", $"'{stage.Name}' stands there twice");
        }
    }
}
