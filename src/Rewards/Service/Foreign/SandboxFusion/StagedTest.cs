using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>
/// A CommonOJ test beyond the standard streams: every other name in its <c>input</c> is a file that is laid before the run,
/// every other name in its <c>output</c> one that is read back and compared. Expected texts stay on the host.
/// </summary>
internal sealed record StagedTest
{
    public required string Stdin { get; init; }

    public required IReadOnlyList<DataFile> Files { get; init; }

    /// <summary>Null where only files are compared.</summary>
    public required string? Stdout { get; init; }

    /// <summary>Expected contents by name.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    public bool HasFiles => Files.Count > 0 || Outputs.Count > 0;

    /// <summary>Reads <c>{input: {…}, output: {…}}</c>; the fault starts with the key inside the test.</summary>
    public static (StagedTest? Test, string? Fault) Read(JsonElement test)
    {
        var (input, inputFault) = Texts(test, "input");
        var (output, outputFault) = Texts(test, "output");
        if ((inputFault ?? outputFault) is { } fault)
        {
            return (null, fault);
        }

        input!.Remove("stdin", out var stdin);
        output!.Remove("stdout", out var stdout);
        if (stdout is null && output.Count == 0)
        {
            return (null, "output.stdout: missing, and there is no file to compare");
        }

        if (WorkingFiles.NameFault(input.Keys) is { } laid)
        {
            return (null, $"input: {laid}");
        }

        return WorkingFiles.NameFault(output.Keys) is { } fetched
            ? (null, $"output: {fetched}")
            : (
                new StagedTest
                {
                    Stdin = stdin ?? "",
                    Files = [.. input.Select(f => new DataFile(f.Key, Encoding.UTF8.GetBytes(f.Value)))],
                    Stdout = stdout,
                    Outputs = output,
                },
                null
            );
    }

    /// <summary>The test as it came, for <c>test_info</c>.</summary>
    public object Shown()
    {
        var input = new Dictionary<string, string> { ["stdin"] = Stdin };
        foreach (var file in Files)
        {
            input[file.Name] = Encoding.UTF8.GetString(file.Content);
        }

        var output = new Dictionary<string, string>();
        if (Stdout is not null)
        {
            output["stdout"] = Stdout;
        }

        foreach (var (name, text) in Outputs)
        {
            output[name] = text;
        }

        return new { input, output };
    }

    private static (Dictionary<string, string>? Texts, string? Fault) Texts(JsonElement test, string side)
    {
        if (test.ValueKind != JsonValueKind.Object)
        {
            return (null, "must be an object with input and output");
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!test.TryGetProperty(side, out var fields) || fields.ValueKind == JsonValueKind.Null)
        {
            return (texts, null);
        }

        if (fields.ValueKind != JsonValueKind.Object)
        {
            return (null, $"{side}: must be an object of names and texts");
        }

        foreach (var field in fields.EnumerateObject())
        {
            switch (field.Value.ValueKind)
            {
                case JsonValueKind.String:
                    texts[field.Name] = field.Value.GetString()!;
                    break;
                case JsonValueKind.Number:
                    texts[field.Name] = field.Value.GetRawText();
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    return (null, $"{side}.{field.Name}: must be a text");
            }
        }

        return (texts, null);
    }
}
