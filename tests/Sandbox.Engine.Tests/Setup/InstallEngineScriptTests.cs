using System.Diagnostics;
using System.Globalization;

namespace R1Code.Sandbox.Engine.Tests.Setup;

/// <summary>
/// The script that starts an engine, run by a caller who holds many open files. A shell can name only descriptors of one digit, so
/// closing the others by redirection ended the script: <c>exec: 10: not found</c>.
/// </summary>
public sealed class InstallEngineScriptTests : IDisposable
{
    private const string Inherited = "R1CODE-INHERITED";

    private readonly string _folder = Directory.CreateTempSubdirectory("r1code-engine-").FullName;
    private int _engine;

    [Fact]
    public async Task Script_StartsAnEngineWithoutTheCallersFiles_WhenTheirDescriptorsHaveTwoDigits()
    {
        Assert.SkipUnless(
            Environment.UserName == "root" && File.Exists("/usr/sbin/dockerd"),
            "only root can start an engine, and it must be installed"
        );
        var kept = Path.Combine(_folder, Inherited);

        var said = await RunAsync($"exec 12>{kept} 123>{kept}; exec sh -s");

        var pid = Path.Combine(_folder, "state", "pid");
        Assert.True(File.Exists(pid), said);
        _engine = int.Parse(await File.ReadAllTextAsync(pid, Token), CultureInfo.InvariantCulture);
        Assert.Contains($"engine: answers at {_folder}/socket", said, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles($"/proc/{_engine}/fd").Select(f => new FileInfo(f).LinkTarget ?? ""),
            target => target.EndsWith(Inherited, StringComparison.Ordinal)
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_engine != 0)
        {
            using var engine = Process.GetProcessById(_engine);
            using var end = Process.Start("kill", ["-TERM", _engine.ToString(CultureInfo.InvariantCulture)]);
            engine.WaitForExit(TimeSpan.FromSeconds(30));
            LetGoOf(Path.Combine(_folder, "data"));
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An engine mounts its data folder onto itself; where it could not undo that, the folder cannot be removed.</summary>
    private static void LetGoOf(string folder)
    {
        if (!File.ReadLines("/proc/self/mounts").Any(mount => mount.Split(' ')[1] == folder))
        {
            return;
        }

        using var unmount = Process.Start("umount", ["--lazy", folder]);
        unmount.WaitForExit();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<string> RunAsync(string shellLine)
    {
        using var script = Process.Start(
            new ProcessStartInfo("bash", ["-c", shellLine + " 2>&1"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment =
                {
                    ["R1CODE_ENGINE_SOCKET"] = Path.Combine(_folder, "socket"),
                    ["R1CODE_ENGINE_DATA"] = Path.Combine(_folder, "data"),
                    ["R1CODE_ENGINE_STATE"] = Path.Combine(_folder, "state"),
                },
            }
        )!;
        await script.StandardInput.WriteAsync(EmbeddedText.InstallEngineScript.AsMemory(), Token);
        script.StandardInput.Close();
        var said = await script.StandardOutput.ReadToEndAsync(Token);
        await script.WaitForExitAsync(Token);
        return said;
    }
}
