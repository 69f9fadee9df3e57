using System.Buffers.Binary;
using System.Text;
using Parquet;
using Parquet.Serialization;
using R1Code.Trainer.Core.Tests.Pipeline;

namespace R1Code.Trainer.Core.Tests.Logging;

/// <summary>What a run leaves for other programs to read, read as those programs do.</summary>
public sealed class LogFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TensorBoardFiles_HaveSoundRecords_WithEveryMetric()
    {
        var run = new TinyRun(TinyRun.NewFolder(), "stages.rl.max_steps=3", "evaluation.problems=0");
        await run.RunAsync(cancellationToken: Token);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(run.Folder, "seed-1", "02-rl", "tensorboard")));
        Assert.StartsWith("events.out.tfevents.", Path.GetFileName(file), StringComparison.Ordinal);
        var records = Records(await File.ReadAllBytesAsync(file, Token));

        Assert.Contains("brain.Event:2", Encoding.ASCII.GetString(records[0]), StringComparison.Ordinal);
        foreach (var name in run.Steps.Last(step => step.Stage == "rl").Metrics.Keys)
        {
            var holding = records.Count(record => record.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0);
            Assert.True(holding >= 3, $"{name} stands in {holding} records");
        }
    }

    [Fact]
    public async Task CompletionFiles_HoldEveryCompletionWithItsRewardsAndAdvantage()
    {
        var run = new TinyRun(TinyRun.NewFolder(), "stages.rl.max_steps=1", "evaluation.problems=0");
        await run.RunAsync(cancellationToken: Token);

        var file = Path.Combine(run.Folder, "seed-1", "02-rl", "completions", "completions_000001.parquet");
        await using var stream = File.OpenRead(file);
        var table = await ParquetSerializer.DeserializeUntypedAsync(stream, cancellationToken: Token);

        Assert.Equal(6, table.Data.Count); // 2 prompts, 3 completions each
        Assert.Equal([0, 1, 2, 0, 1, 2], table.Data.Select(row => (int)row["sample"]!));
        Assert.All(table.Data, row => Assert.NotEqual("", row["prompt"]));
        foreach (var group in table.Data.GroupBy(row => (int)row["group"]!))
        {
            Assert.Equal(0, group.Sum(row => (double)row["advantage"]!), tolerance: 1e-9);
            Assert.All(group, row => Assert.Equal((double?)row["reward"], (double?)row["reward/code"]));
            Assert.Single(group.Select(row => row["problem_id"]).Distinct());
        }

        var mean = table.Data.Average(row => (double)row["reward"]!);
        Assert.Equal(run.Steps.Last().Metrics["reward"], mean, tolerance: 1e-9);
    }

    /// <summary>length, masked CRC of the length, data, masked CRC of the data; again and again.</summary>
    private static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        for (var at = 0; at < file.Length; )
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            var data = file.AsSpan(at + 12, length);
            Assert.Equal(Masked(data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            records.Add(data.ToArray());
            at += 16 + length;
        }

        return records;
    }

    // CRC-32C bit by bit, then the rotation and constant of the record format.
    private static uint Masked(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
