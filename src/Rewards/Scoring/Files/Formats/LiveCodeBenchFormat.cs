using System.IO.Compression;
using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>
/// LiveCodeBench: <c>public_test_cases</c> and <c>private_test_cases</c> as JSON in a text, the private ones possibly packed
/// (base64 of zlib of a pickled text), <c>starter_code</c>, and <c>metadata.func_name</c> for tests that call a method.
/// </summary>
internal sealed class LiveCodeBenchFormat : IProblemFormat
{
    private const int MaxUnpackedBytes = 256 * 1024 * 1024;

    public string Name => "LiveCodeBench";

    public bool Matches(JsonElement row) => RowReader.Field(row, "public_test_cases") is not null;

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        var cases = RowReader.Elements(RowReader.Structure(row, "public_test_cases")).ToList();
        if (RowReader.Text(row, "private_test_cases") is { Length: > 0 } hidden)
        {
            if ((RowReader.Parse(hidden) ?? Unpack(hidden)) is not { ValueKind: JsonValueKind.Array } list)
            {
                fault("private_test_cases", "neither a JSON list nor a packed one");
                return null;
            }

            cases.AddRange(list.EnumerateArray());
        }
        else
        {
            cases.AddRange(RowReader.Elements(RowReader.Field(row, "private_test_cases")));
        }

        var method = RowReader.Structure(row, "metadata") is { } metadata
            ? RowReader.Text(metadata, "func_name")
            : null;
        var tests = new List<ProblemTest>();
        foreach (var (n, test) in cases.Index())
        {
            if ((method is null ? Program(test) : Call(test, method)) is { } read)
            {
                tests.Add(read);
            }
            else
            {
                fault("public_test_cases", $"test {n} (private ones follow the public) has no form as a C# test");
                return null;
            }
        }

        return new Problem
        {
            Id = RowReader.Text(row, "question_id", "id") ?? "",
            Prompt = Prompt(row, method),
            Mode = method is null ? ProblemMode.Stdin : ProblemMode.Function,
            EntryPoint = method,
            Tests = tests,
        };
    }

    private static ProblemTest? Program(JsonElement test) =>
        RowReader.Text(test, "output") is { } output
            ? new ProblemTest { Input = RowReader.Text(test, "input") ?? "", Expected = output }
            : null;

    // One JSON value a line, one line per argument.
    private static ProblemTest? Call(JsonElement test, string method)
    {
        var lines = (RowReader.Text(test, "input") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var arguments = lines.Select(RowReader.Parse).ToList();
        return arguments.Contains(null) || RowReader.Parse(RowReader.Text(test, "output") ?? "") is not { } expected
            ? null
            : FunctionCalls.Test($"new Solution().{method}", arguments.Select(a => a!.Value), expected);
    }

    private static string Prompt(JsonElement row, string? method)
    {
        var question = RowReader.Text(row, "question_content", "prompt") ?? "";
        return method is null
            ? question
            : $"{question}\n\nWrite a C# class Solution with a public method {method}. Its parameters are those of this Python signature:\n{RowReader.Text(row, "starter_code")}";
    }

    private static JsonElement? Unpack(string packed)
    {
        try
        {
            using var zlib = new ZLibStream(
                new MemoryStream(Convert.FromBase64String(packed)),
                CompressionMode.Decompress
            );
            using var pickle = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = zlib.Read(buffer)) > 0; )
            {
                pickle.Write(buffer, 0, read);
                if (pickle.Length > MaxUnpackedBytes)
                {
                    return null;
                }
            }

            return PickledText(pickle.ToArray()) is { } text ? RowReader.Parse(text) : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    // A pickle that holds nothing but one text: protocol, perhaps a frame, then the text's opcode with its length.
    private static string? PickledText(ReadOnlySpan<byte> pickle)
    {
        var at = pickle is [0x80, _, ..] ? 2 : 0;
        at += at < pickle.Length && pickle[at] == 0x95 ? 9 : 0;
        if (at >= pickle.Length)
        {
            return null;
        }

        var (lengthBytes, start) = pickle[at] switch
        {
            (byte)'X' => (4, at + 1),
            0x8c => (1, at + 1),
            0x8d => (8, at + 1),
            _ => (0, at),
        };
        if (lengthBytes == 0 || start + lengthBytes > pickle.Length)
        {
            return null;
        }

        long length = 0;
        for (var i = lengthBytes - 1; i >= 0; i--)
        {
            length = (length << 8) | pickle[start + i];
        }

        start += lengthBytes;
        return length < 0 || length > pickle.Length - start
            ? null
            : Encoding.UTF8.GetString(pickle.Slice(start, (int)length));
    }
}
