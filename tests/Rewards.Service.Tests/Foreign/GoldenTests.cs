using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Foreign;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Foreign;

/// <summary>
/// Requests as the named projects' own clients send them, and our answers to the letter. Each request stands in
/// <c>Golden/PROTOCOL/NAME.request.json</c>; <c>R1CODE_UPDATE_GOLDEN=1</c> rewrites the answers beside it for review.
/// </summary>
public sealed class GoldenTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string RequestEnd = ".request.json";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Changing = ["sub_id", "unit_tests_time_taken"];

    public static TheoryData<string> Requests =>
        [
            .. Directory
                .GetFiles(
                    Path.Combine(AppContext.BaseDirectory, "Golden"),
                    $"*{RequestEnd}",
                    SearchOption.AllDirectories
                )
                .Select(f =>
                    Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "Golden"), f)[..^RequestEnd.Length]
                )
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Protocol_AnswersAsItsOwnServerDoes(string name)
    {
        var service = shared.Service;
        var request = JsonNode.Parse(await ReadAsync(name + RequestEnd))!;

        using var response = request["body"] is null
            ? await service.Client.GetAsync(new Uri((string)request["path"]!, UriKind.Relative), RunningService.Token)
            : await service.PostAsync((string)request["path"]!, request["body"]!.ToJsonString());
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(RunningService.Token));
        Settle(body);
        var answer =
            new JsonObject { ["status"] = (int)response.StatusCode, ["body"] = body }.ToJsonString(Written) + "\n";

        await CompareAsync(name + ".response.json", answer);
    }

    [Fact]
    public Task Table_IsTheDocumentedOne() => CompareAsync("verdicts.md", ForeignVerdicts.ToMarkdown());

    private static async Task CompareAsync(string file, string actual)
    {
        if (Environment.GetEnvironmentVariable("R1CODE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(SourceFolder(), file), actual, RunningService.Token);
            return;
        }

        Assert.Equal(await ReadAsync(file), actual);
    }

    private static Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", file), RunningService.Token);

    private static string SourceFolder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "Golden");

    /// <summary>Replaces what differs from run to run.</summary>
    private static void Settle(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
            {
                Settle(element);
            }
        }

        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (Changing.Contains(name) && value is not null)
            {
                node![name] = "(changes)";
            }
            else
            {
                Settle(value);
            }
        }
    }
}
