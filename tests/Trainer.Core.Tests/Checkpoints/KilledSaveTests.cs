using System.Diagnostics;
using System.Text.Json.Nodes;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests.Checkpoints;

/// <summary>Kills a process that does nothing but replace one checkpoint, so that the blow falls into a save.</summary>
public sealed class KilledSaveTests : IDisposable
{
    private const string FolderVariable = "R1CODE_TEST_CHECKPOINT";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Checkpoint_IsWholeAndItsPartsBelongTogether_WhereverItsWriterWasKilled()
    {
        var token = TestContext.Current.CancellationToken;
        var target = _folder.File("checkpoint");
        var random = SeededRandom.For(Environment.TickCount64, "kill in save");
        var latest = 0;
        for (var round = 0; round < 4; round++)
        {
            using var writer = Start(target);
            var since = Stopwatch.StartNew();
            while (!writer.HasExited && NumberIn(target) <= latest && since.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(1, token);
            }

            await Task.Delay(random.Next(0, 60), token);
            writer.Kill();
            await writer.WaitForExitAsync(token);

            Checkpoint.Verify(target);
            var number = Checkpoint.LoadTrainerState(target)!["number"]!.GetValue<int>();
            using var model = Checkpoint.LoadModel(target);
            Assert.True(number > latest, $"round {round}: {number} after {latest}");
            Assert.All(model.parameters(), p => Assert.True(p.eq(number).all().item<bool>()));
            latest = number;
        }

        // The next save clears away what was cut off.
        using var last = Filled(latest + 1);
        Checkpoint.Save(target, new CheckpointContents(last, null));
        Assert.Equal([target], Directory.GetFileSystemEntries(_folder.Path));
    }

    /// <summary>Runs in the other process only.</summary>
    [Fact(Explicit = true)]
    public void Worker()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        for (var number = NumberIn(folder) + 1; ; number++)
        {
            using var model = Filled(number);
            Checkpoint.Save(
                folder,
                new CheckpointContents(model, null) { TrainerState = new JsonObject { ["number"] = number } }
            );
        }
    }

    private static DecoderModel Filled(int number)
    {
        using var noGrad = no_grad();
        var model = CheckpointTests.Model("qwen2");
        foreach (var parameter in model.parameters())
        {
            parameter.fill_(number);
        }

        return model;
    }

    /// <summary>The number of the checkpoint there; 0 where none is at this moment.</summary>
    private static int NumberIn(string folder)
    {
        try
        {
            return Checkpoint.LoadTrainerState(folder)?["number"]?.GetValue<int>() ?? 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return 0;
        }
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            typeof(KilledSaveTests).Assembly.Location,
            "-explicit",
            "only",
            "-method",
            $"{typeof(KilledSaveTests).FullName}.{nameof(Worker)}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[FolderVariable] = folder;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
