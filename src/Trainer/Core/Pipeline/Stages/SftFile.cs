using System.Collections;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>The rows of a JSONL or Parquet file as JSON objects, each with its place for messages.</summary>
internal static class SftFile
{
    public static IEnumerable<(string Place, JsonElement Row)> Read(string path) =>
        IsParquet(path) ? ReadParquet(path) : ReadLines(path);

    private static IEnumerable<(string Place, JsonElement Row)> ReadLines(string path)
    {
        var number = 0;
        foreach (var line in Open(path, File.ReadLines))
        {
            number++;
            if (line.Trim().Length > 0)
            {
                yield return ($"{path}:{number}", Parse(line, $"{path}:{number}"));
            }
        }
    }

    private static JsonElement Parse(string line, string place)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new TrainingException($"{place}: a JSON object is expected");
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{place}: {e.Message}", e);
        }
    }

    private static IEnumerable<(string Place, JsonElement Row)> ReadParquet(string path)
    {
        List<Dictionary<string, object?>> rows;
        try
        {
            rows = ReadGroupsAsync(path).GetAwaiter().GetResult();
        }
        // A damaged file makes the library throw nearly anything; it is the file's fault in every case.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new TrainingException($"{path}: cannot be read as Parquet: {e.Message}", e);
        }

        return rows.Select((row, i) => ($"{path}: row {i + 1}", JsonSerializer.SerializeToElement(row)));
    }

    private static async Task<List<Dictionary<string, object?>>> ReadGroupsAsync(string path)
    {
        var rows = new List<Dictionary<string, object?>>();
        await using var file = File.OpenRead(path);
        int groups;
        await using (var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true))
        {
            groups = reader.RowGroupCount;
        }

        for (var group = 0; group < groups; group++)
        {
            file.Position = 0;
            var table = await ParquetSerializer.DeserializeUntypedAsync(file, rowGroupIndex: group);
            rows.AddRange(
                table.Data.Select(row =>
                    row.Where(cell => cell.Key is "messages" or "prompt" or "completion")
                        .ToDictionary(cell => cell.Key, object? (cell) => Plain(cell.Value), StringComparer.Ordinal)
                )
            );
        }

        return rows;
    }

    // Text, lists of messages and their fields; what else a message carries is not read.
    private static object? Plain(object? value) =>
        value switch
        {
            null or string => value,
            IDictionary map => map.Keys.Cast<object>().ToDictionary(key => $"{key}", key => Plain(map[key])),
            IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
            _ => $"{value}",
        };

    private static bool IsParquet(string path)
    {
        using var file = Open(path, File.OpenRead);
        Span<byte> start = stackalloc byte[4];
        return file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PAR1"u8);
    }

    private static T Open<T>(string path, Func<string, T> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{path}: {e.Message}", e);
        }
    }
}
