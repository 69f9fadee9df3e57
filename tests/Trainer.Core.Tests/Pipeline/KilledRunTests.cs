using System.Diagnostics;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>Kills a real process that trains, at moments it cannot foresee, and lets another go on.</summary>
public sealed class KilledRunTests
{
    private const string FolderVariable = "R1CODE_TEST_RUN";

    [Fact]
    public async Task RunAsync_EndsWithTheSameWeights_WhenItsProcessIsKilledAgainAndAgain()
    {
        var token = TestContext.Current.CancellationToken;
        var whole = new TinyRun(TinyRun.NewFolder());
        await whole.RunAsync(cancellationToken: token);
        var killed = new TinyRun(TinyRun.NewFolder());
        var random = SeededRandom.For(Environment.TickCount64, "kill");
        var metrics = Path.Combine(killed.Folder, "seed-1", "02-rl", "metrics.jsonl");

        // Twice once some steps are done, then to the end.
        foreach (var lines in new[] { random.Next(1, 2), random.Next(3, 5) })
        {
            using var worker = Start(killed.Folder);
            while (!worker.HasExited && LinesOf(metrics) < lines)
            {
                await Task.Delay(random.Next(1, 20), token);
            }

            worker.Kill();
            await worker.WaitForExitAsync(token);
        }

        using (var last = Start(killed.Folder))
        {
            await last.WaitForExitAsync(token);
            Assert.Equal(0, last.ExitCode);
        }

        Assert.Equal(whole.Metrics("02-rl"), killed.Metrics("02-rl"));
        Assert.Equal(whole.FinalWeights("02-rl"), killed.FinalWeights("02-rl"));
    }

    /// <summary>Runs in the other process only.</summary>
    [Fact(Explicit = true)]
    public async Task Worker() =>
        await new TinyRun(Environment.GetEnvironmentVariable(FolderVariable)!).RunAsync(
            resume: true,
            TestContext.Current.CancellationToken
        );

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var argument in new[]
            {
                typeof(KilledRunTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"{typeof(KilledRunTests).FullName}.{nameof(Worker)}",
            }
        )
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

    private static int LinesOf(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path).Length : 0;
        }
        catch (IOException)
        {
            // It is being replaced at this moment.
            return 0;
        }
    }
}
