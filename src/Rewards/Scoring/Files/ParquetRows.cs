using System.Collections;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files;

/// <summary>Reads a Parquet file row group by row group as JSON objects, so that tables and JSON lines are one to the readers.</summary>
internal static class ParquetRows
{
    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Whether the file starts as Parquet files do.</summary>
    public static bool IsParquet(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> start = stackalloc byte[4];
            return file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual(Magic);
        }
        // Whoever reads the file next says what is wrong with it.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The rows with their numbers from 1.</summary>
    public static IEnumerable<(int Row, JsonElement Value)> Read(string path, FaultList faults)
    {
        var number = 0;
        for (var group = 0; ReadGroup(path, group, number, faults) is { } rows; group++)
        {
            foreach (var row in rows)
            {
                yield return (++number, row);
            }
        }
    }

    private static List<JsonElement>? ReadGroup(string path, int group, int rowsBefore, FaultList faults)
    {
        try
        {
            return ReadGroupAsync(path, group).GetAwaiter().GetResult();
        }
        // A damaged file makes the library throw nearly anything; it is the file's fault in every case.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            faults.Add(rowsBefore + 1, null, $"cannot be read as Parquet: {e.Message}");
            return null;
        }
    }

    private static async Task<List<JsonElement>?> ReadGroupAsync(string path, int group)
    {
        await using var file = File.OpenRead(path);
        int groups;
        await using (var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true))
        {
            groups = reader.RowGroupCount;
        }

        if (group >= groups)
        {
            return null;
        }

        file.Position = 0;
        var table = await ParquetSerializer.DeserializeUntypedAsync(file, rowGroupIndex: group);
        return [.. table.Data.Select(row => JsonSerializer.SerializeToElement(Plain(row), R1Json.Options))];
    }

    // Dates, decimals and bytes as text, maps and lists as themselves.
    private static object? Plain(object? value) =>
        value switch
        {
            null or string or bool or int or long or short or byte or sbyte or ushort or uint or ulong => value,
            double number => double.IsFinite(number) ? number : null,
            float number => float.IsFinite(number) ? (double)number : null,
            byte[] bytes => Convert.ToBase64String(bytes),
            IDictionary map => map.Keys.Cast<object>().ToDictionary(k => k.ToString() ?? "", k => Plain(map[k])),
            IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
            IFormattable text => text.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
}
