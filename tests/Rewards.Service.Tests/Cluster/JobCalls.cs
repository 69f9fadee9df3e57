using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>What a client asks of the jobs of a node.</summary>
internal static class JobCalls
{
    public static async Task<string> SubmitAsync(HttpClient client, string key, int items)
    {
        var body = JsonNode.Parse(Bodies.Batch(items))!.AsObject();
        body["idempotency_key"] = key;
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(
            new Uri("/v1/jobs", UriKind.Relative),
            content,
            RunningService.Token
        );
        var text = await response.Content.ReadAsStringAsync(RunningService.Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    public static Task ProgressAsync(HttpClient client, string job, int least) =>
        Eventually.TrueAsync(
            async () => (int)(await GetAsync(client, job, ""))!["finished"]! >= least,
            $"{job} has {least} results"
        );

    public static async Task<JsonNode> DoneAsync(HttpClient client, string job, Func<string> output)
    {
        JsonNode? state = null;
        try
        {
            await Eventually.TrueAsync(
                async () => (string?)(state = await GetAsync(client, job, "?wait=5s"))?["state"] == "done",
                $"{job} is done"
            );
        }
        catch (Xunit.Sdk.XunitException fault)
        {
            Assert.Fail($"{fault.Message}\n{state}\n{output()}");
        }

        return state!;
    }

    private static async Task<JsonNode?> GetAsync(HttpClient client, string job, string query)
    {
        using var response = await client.GetAsync(
            new Uri($"/v1/jobs/{job}{query}", UriKind.Relative),
            RunningService.Token
        );
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(await response.Content.ReadAsStringAsync(RunningService.Token))
            : new JsonObject { ["finished"] = 0 };
    }
}
