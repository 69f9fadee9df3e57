using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.OpenRlhf;

/// <summary>Body of OpenRLHF's remote reward call.</summary>
internal sealed record GetRewardRequest
{
    /// <summary>Prompt and response as one text, special tokens kept.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    public IReadOnlyList<string>? Prompts { get; init; }

    /// <summary>Each a problem (an object, or its JSON in a text) or the id of a registered problem.</summary>
    public IReadOnlyList<JsonElement>? Labels { get; init; }
}

/// <summary>Its answer: one number per query, always with a point, because the client makes tensors of what it reads.</summary>
internal sealed record GetRewardResponse
{
    [JsonConverter(typeof(FloatListConverter))]
    public required IReadOnlyList<double> Rewards { get; init; }

    [JsonConverter(typeof(FloatListConverter))]
    public required IReadOnlyList<double> Scores { get; init; }

    public required GetRewardLogs ExtraLogs { get; init; }
}

/// <summary>What it logs beside the rewards.</summary>
internal sealed record GetRewardLogs
{
    [JsonConverter(typeof(FloatListConverter))]
    public required IReadOnlyList<double> Passed { get; init; }
}

/// <summary>OpenRLHF's <c>/get_reward</c>. There is no word for "unknown": a broken sandbox is 503, and the client tries again.</summary>
internal static class OpenRlhfEndpoints
{
    // The client gives up after 180 s.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(170);

    public static void MapOpenRlhf(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/get_reward", GetRewardAsync).WithSummary("OpenRLHF: rewards of a batch of queries");

    private static async Task<Results<Ok<GetRewardResponse>, Refused>> GetRewardAsync(
        GetRewardRequest request,
        LabelledProblems labels,
        ForeignLane lane,
        SubmissionJudge judge,
        ServiceOptions options,
        HttpContext context
    )
    {
        var (items, fault) = await labels.ReadAsync(request, options.Bounds, context.RequestAborted);
        if (items is null)
        {
            return Refused.Invalid(fault!);
        }

        var origin = new Origin(Callers.Of(context), "get_reward");
        var (judged, refusal) = await lane.RunAllAsync<Judged>(
            context,
            origin.Protocol,
            Patience,
            [
                .. items.Select(item =>
                    (Func<Origin, CancellationToken, Task<Judged>>)(
                        (from, token) => judge.JudgeAsync(item.Problem, item.Completion, Rewards(item), from, token)
                    )
                ),
            ]
        );
        if (judged is null)
        {
            return refusal!;
        }

        var results = items.Select((item, i) => judge.Price(item, judged[i], Rewards(item), origin)).ToList();
        if (results.Any(r => r.Reward is null))
        {
            return Refused.Broken("The sandbox failed on a part of this batch; send it again.");
        }

        double[] rewards = [.. results.Select(r => r.Reward!.Value)];
        double[] passed =
        [
            .. results.Select(r =>
                r.Verdict is { } v
                    ? v.Status == VerdictStatus.Accepted
                        ? 1
                        : 0
                    : r.Reward > 0
                        ? 1.0
                        : 0
            ),
        ];
        return TypedResults.Ok(
            new GetRewardResponse
            {
                Rewards = rewards,
                Scores = rewards,
                ExtraLogs = new GetRewardLogs { Passed = passed },
            }
        );
    }

    private static RewardSet Rewards(JobItem item) => ForeignRewards.For(item.Problem);
}
