using System.Diagnostics;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Setup;

/// <summary>
/// Brings a machine to where submissions can be judged: an engine that answers, the image, and one judged program as
/// proof. Installs an engine only as root on a Debian-like system; elsewhere it says what a person must do.
/// Repeating it costs a second and changes nothing.
/// </summary>
public static class SandboxSetup
{
    private static readonly TimeSpan AnswerDeadline = TimeSpan.FromSeconds(30);

    private static readonly Problem Proof = new()
    {
        Id = "setup-proof",
        Tests = [new ProblemTest { Input = "20 22\n", Expected = "42\n" }],
    };

    private const string ProofSource = """
        var numbers = System.Console.ReadLine()!.Split(' ');
        System.Console.WriteLine(int.Parse(numbers[0]) + int.Parse(numbers[1]));
        """;

    /// <summary>Does what is missing, telling <paramref name="progress"/> each step as a line.</summary>
    /// <exception cref="SandboxUnavailableException">It cannot be done here; the message says what a person must do.</exception>
    public static async Task EnsureAsync(
        SandboxOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        await EnsureEngineAsync(options, progress, cancellationToken);
        await EnsureImageAsync(options, progress, cancellationToken);
        await ProveAsync(options, progress, cancellationToken);
    }

    private static async Task EnsureEngineAsync(
        SandboxOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        var found = await TryFindAsync(options, cancellationToken);
        // Bubblewrap is the engine of machines where no other can be had: first try to have one.
        if (found.Engine is null or { Name: "bubblewrap" } && options.Engine != "bubblewrap" && MayInstall)
        {
            await InstallEngineAsync(progress, cancellationToken);
            found = await FindAfterInstallAsync(options, cancellationToken);
        }

        var engine =
            found.Engine
            ?? throw new SandboxUnavailableException(
                $"{found.Reason}\nWhat to do: install and start Docker or Podman, or run `./r1code setup` once as root on a "
                    + "Debian-like system (it installs docker.io and starts it without a network)."
            );
        progress.Report($"engine: {engine.Name} {engine.Version} at {engine.Endpoint}, {engine.Tier}");
    }

    private static async Task EnsureImageAsync(
        SandboxOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        await using var engine = await FindAsync(options, cancellationToken);
        using var boxes = new BoxFactory(engine, options);
        var wasMade = await boxes.EnsureImageAsync(cancellationToken);
        progress.Report($"image: {boxes.ImageTag} {(wasMade ? "made from this machine's files" : "is there")}");
    }

    private static async Task ProveAsync(
        SandboxOptions options,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        await using var sandbox = await CSharpSandbox.StartAsync(
            options with
            {
                Boxes = 1,
                Compilers = 1,
            },
            cancellationToken: cancellationToken
        );
        var verdict = await sandbox.JudgeAsync(Proof, ProofSource, cancellationToken);
        if (verdict.Status != VerdictStatus.Accepted)
        {
            throw new SandboxUnavailableException(
                $"The sandbox was set up, but a right program got {verdict.Status}: "
                    + string.Join(
                        "\n",
                        [verdict.Message, .. verdict.Diagnostics, .. verdict.Tests.Select(t => t.Message)]
                    )
                    + "\nWhat to do: run `./r1code doctor` and send what it prints."
            );
        }

        progress.Report("proof: a program was compiled, run and judged Accepted");
    }

    // Where DOCKER_HOST is set a person has chosen an engine; one installed beside it would never be asked.
    private static bool MayInstall =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DOCKER_HOST"))
        && Environment.UserName == "root"
        && (File.Exists("/usr/bin/apt-get") || File.Exists("/usr/bin/dockerd"));

    private static async Task InstallEngineAsync(IProgress<string> progress, CancellationToken cancellationToken)
    {
        using var script = new Process();
        script.StartInfo = new ProcessStartInfo("/bin/sh", ["-s"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var lines = new List<string>();
        script.OutputDataReceived += (_, e) => Take(e.Data);
        script.ErrorDataReceived += (_, e) => Take(e.Data);
        script.Start();
        script.BeginOutputReadLine();
        script.BeginErrorReadLine();
        await script.StandardInput.WriteAsync(EmbeddedText.InstallEngineScript.AsMemory(), cancellationToken);
        script.StandardInput.Close();
        // The engine it starts holds no pipe of the script, so this ends with the script.
        await script.WaitForExitAsync(cancellationToken);
        if (script.ExitCode != 0)
        {
            throw new SandboxUnavailableException(
                $"Installing a container engine failed with exit code {script.ExitCode}:\n  {string.Join("\n  ", lines.TakeLast(15))}"
            );
        }

        void Take(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (lines)
            {
                lines.Add(line);
            }

            if (line.StartsWith("engine: ", StringComparison.Ordinal))
            {
                progress.Report(line);
            }
        }
    }

    // The socket is there a moment before the engine answers on it.
    private static async Task<(EngineInfo? Engine, string Reason)> FindAfterInstallAsync(
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = await TryFindAsync(options, cancellationToken);
            if (found.Engine is { Name: not "bubblewrap" } || Stopwatch.GetElapsedTime(started) > AnswerDeadline)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
        }
    }

    private static async Task<(EngineInfo? Engine, string Reason)> TryFindAsync(
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var engine = await FindAsync(options, cancellationToken);
            return (await engine.DescribeAsync(cancellationToken), "");
        }
        catch (SandboxUnavailableException e)
        {
            return (null, e.Message);
        }
    }

    private static Task<IContainerEngine> FindAsync(SandboxOptions options, CancellationToken cancellationToken) =>
        EngineFinder.FindAsync(options, Guid.NewGuid().ToString("N"), TimeProvider.System, cancellationToken);
}
