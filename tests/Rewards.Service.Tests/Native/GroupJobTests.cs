using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Native;

/// <summary>Rewards that compare the completions of a problem, and rewards that count tokens, over the wire.</summary>
public sealed class GroupJobTests
{
    [Theory]
    [InlineData(1)] // whole groups in each slice
    [InlineData(5)] // groups of five, slices of sixteen
    [InlineData(40)] // one group
    public async Task Job_PaysAsScoreDoes_WhenARewardComparesAGroup(int groupSize)
    {
        await using var service = await RunningService.StartAsync();
        var body = Body(40, groupSize);

        var scored = await service.PostJsonAsync("/v1/score", body);
        var job = await service.PostJsonAsync("/v1/jobs", body, 202);
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");

        Assert.Equal("done", (string?)done["state"]);
        Assert.Equal(scored["results"]!.ToJsonString(), done["results"]!.ToJsonString());
        Assert.Equal(groupSize > 1, done["results"]!.AsArray().Any(r => (double?)r!["rewards"]!["kimi_length"] > 0));
    }

    [Fact]
    public async Task Job_PaysAsScoreDoes_WhenGroupsAreInterleaved()
    {
        await using var service = await RunningService.StartAsync();
        var body = JsonNode.Parse(Body(20, 4))!.AsObject();
        var items = body["items"]!.AsArray();
        var mixed = items.Select((item, i) => (item!.DeepClone(), i % 4)).OrderBy(i => i.Item2).Select(i => i.Item1);
        body["items"] = new JsonArray([.. mixed]);

        var scored = await service.PostJsonAsync("/v1/score", body.ToJsonString());
        var job = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 202);
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=30s");

        Assert.Equal(scored["results"]!.ToJsonString(), done["results"]!.ToJsonString());
    }

    [Fact]
    public async Task GroupJob_IsDoneWithNullRewards_WhenTheSandboxStaysBroken()
    {
        await using var service = await RunningService.StartAsync();
        var body = JsonNode.Parse(Body(4, 4))!.AsObject();
        body["items"]![2] = Bodies.Item(more: "// breaks: 99", sample: 2);
        body["items"]![2]!["problem"]!["id"] = "p0";

        var job = await service.PostJsonAsync("/v1/jobs", body.ToJsonString(), 202);
        var done = await service.GetJsonAsync($"/v1/jobs/{job["id"]}?wait=60s");

        Assert.Equal("done", (string?)done["state"]);
        Assert.Null(done["results"]![2]!["reward"]);
        Assert.NotNull(done["results"]![1]!["reward"]);
    }

    [Fact]
    public async Task TokenIds_ReachTheRewardsThatCountThem()
    {
        await using var service = await RunningService.StartAsync();
        var item = Bodies.Item();
        item["token_ids"] = new JsonArray([.. Enumerable.Repeat(7, 18432).Select(t => (JsonNode)t)]);
        var body = new JsonObject
        {
            ["items"] = new JsonArray(item, Bodies.Item(sample: 1)),
            ["rewards"] = JsonNode.Parse("""{"soft_overlong":{"max_completion_len":20480,"soft_punish_cache":4096}}"""),
        };

        var scored = await service.PostJsonAsync("/v1/score", body.ToJsonString());

        Assert.Equal(-0.5, (double)scored["results"]![0]!["reward"]!, 9);
        Assert.Null(scored["results"]![1]!["rewards"]!["soft_overlong"]);
    }

    internal static string Body(int count, int groupSize)
    {
        var items = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var item = Bodies.Item(i % 3 == 0 ? "WrongAnswer" : "Accepted", $"// item {i}", i % groupSize);
            item["problem"]!["id"] = $"p{i / groupSize}";
            item["token_ids"] = new JsonArray([.. Enumerable.Range(0, 3 + (i * 7 % 11)).Select(t => (JsonNode)t)]);
            items.Add(item);
        }

        return new JsonObject
        {
            ["items"] = items,
            ["rewards"] = JsonNode.Parse("""{"code":1,"kimi_length":1}"""),
        }.ToJsonString();
    }
}
