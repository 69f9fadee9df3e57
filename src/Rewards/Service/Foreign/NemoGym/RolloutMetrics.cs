using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using R1Code.Rewards.Service.Hosting;

namespace R1Code.Rewards.Service.Foreign.NemoGym;

/// <summary>What NeMo Gym asks for when a run's rollouts are collected: the mean reward over all that were verified.</summary>
internal static class RolloutMetrics
{
    /// <summary>Answers <c>{verify_responses: [{reward, …}]}</c>.</summary>
    public static Results<Ok<JsonObject>, Refused> Of(JsonObject request)
    {
        if (request["verify_responses"] is not JsonArray responses)
        {
            return Refused.Invalid("verify_responses: must be a list of what /verify answered");
        }

        var rewards = new List<double>();
        foreach (var response in responses)
        {
            if (
                (response as JsonObject)?["reward"] is JsonValue value
                && value.TryGetValue<double>(out var reward)
                && double.IsFinite(reward)
            )
            {
                rewards.Add(reward);
            }
        }

        return TypedResults.Ok(
            new JsonObject
            {
                ["group_level_metrics"] = new JsonArray(),
                ["agent_metrics"] = Means(rewards),
                ["key_metrics"] = Means(rewards),
            }
        );
    }

    private static JsonObject Means(List<double> rewards) =>
        rewards.Count == 0 ? [] : new JsonObject { ["mean/reward"] = rewards.Average() };
}
