using System.Text.Json;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.OpenRlhf;

/// <summary>Reads queries with their labels: which problem is meant, and where the response begins and ends.</summary>
internal sealed class LabelledProblems(ProblemIntake problems)
{
    public async Task<(IReadOnlyList<JobItem>? Items, string? Fault)> ReadAsync(
        GetRewardRequest request,
        RequestBounds bounds,
        CancellationToken cancellationToken
    )
    {
        if (request.Query.Count > bounds.Items)
        {
            return (null, $"query: more than {bounds.Items}");
        }

        if ((request.Labels?.Count ?? 0) != request.Query.Count)
        {
            return (
                null,
                $"labels: {request.Labels?.Count ?? 0} for {request.Query.Count} queries; each needs its problem here"
            );
        }

        if (request.Prompts is { } prompts && prompts.Count != request.Query.Count)
        {
            return (null, $"prompts: {prompts.Count} for {request.Query.Count} queries");
        }

        var items = new List<JobItem>(request.Query.Count);
        foreach (var (i, query) in request.Query.Index())
        {
            if (query is null || query.Length > bounds.TextLength)
            {
                return (null, $"query[{i}]: null, or longer than {bounds.TextLength} characters");
            }

            var (problem, fault) = await ProblemAsync(request.Labels![i], i, cancellationToken);
            if (problem is null)
            {
                return (null, fault);
            }

            items.Add(new JobItem(problem, QueryText.Response(query, request.Prompts?[i]), i));
        }

        return (items, null);
    }

    private async ValueTask<(Problem? Problem, string? Fault)> ProblemAsync(
        JsonElement given,
        int i,
        CancellationToken cancellationToken
    )
    {
        // A data set's column may hold ids, texts of JSON, or the objects themselves.
        var label = given.ValueKind switch
        {
            JsonValueKind.String => given.GetString(),
            JsonValueKind.Object or JsonValueKind.Number => given.GetRawText(),
            _ => null,
        };
        if (label is null || !label.AsSpan().TrimStart().StartsWith("{"))
        {
            return await problems.ReadAsync(null, label, $"labels[{i}].", cancellationToken);
        }

        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(label, JsonText.Options);
            return await problems.ReadAsync(problem, null, $"labels[{i}].", cancellationToken);
        }
        catch (JsonException fault)
        {
            return (null, $"labels[{i}]: is no problem as JSON ({fault.Path})");
        }
    }
}
