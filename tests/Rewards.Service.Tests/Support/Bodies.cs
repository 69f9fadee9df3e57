using System.Text.Json.Nodes;

namespace R1Code.Rewards.Service.Tests.Support;

/// <summary>Request bodies that many tests share.</summary>
internal static class Bodies
{
    public const string Problem =
        """{"id":"sum","mode":"stdin","tests":[{"input":"1 2\n","expected":"3\n"},{"input":"4 5\n","expected":"9\n"}]}""";

    /// <summary>A completion in the demanded format whose program says what the sandbox shall find.</summary>
    public static string Completion(string says = "Accepted", string more = "") =>
        $"<think>add them</think><answer>```csharp\n// says: {says}\n{more}\nclass P {{ static void Main() {{ }} }}\n```</answer>";

    public static JsonObject Item(string says = "Accepted", string more = "", int sample = 0) =>
        new()
        {
            ["problem"] = JsonNode.Parse(Problem),
            ["completion"] = Completion(says, more),
            ["sample"] = sample,
        };

    public static string Batch(params JsonObject[] items) =>
        new JsonObject { ["items"] = new JsonArray([.. items.Select(i => (JsonNode)i)]) }.ToJsonString();

    public static string Batch(int count, string says = "Accepted") =>
        Batch([.. Enumerable.Range(0, count).Select(i => Item(says, $"// item {i}", i))]);
}
