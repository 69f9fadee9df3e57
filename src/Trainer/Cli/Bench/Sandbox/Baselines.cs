using System.Diagnostics;
using System.Reflection;

namespace R1Code.Cli.Bench.Sandbox;

/// <summary>
/// The same program without the sandbox: (a) a project made, built and run for each test; (b) a fresh process for each test;
/// (c) called in this process, the limit that nothing isolated can reach. Programs are our own, so no isolation is needed.
/// </summary>
internal sealed class Baselines : IDisposable
{
    private readonly BenchProgram _program;
    private readonly string _folder = Directory.CreateTempSubdirectory("r1code-bench-").FullName;
    private int _projects;

    public Baselines(BenchProgram program) => _program = program;

    private string Last => Path.Combine(_folder, $"p{_projects}");

    /// <summary>(a) Milliseconds of <c>dotnet new</c> and <c>dotnet run</c>.</summary>
    public async Task<double> NewProjectAsync(CancellationToken cancellationToken)
    {
        _projects++;
        Directory.CreateDirectory(Last);

        // Nothing of the folders above may take part in this build.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            await File.WriteAllTextAsync(Path.Combine(Last, name), "<Project />", cancellationToken);
        }

        var started = Stopwatch.GetTimestamp();
        await RunAsync(["new", "console", "--force", "--name", "bench", "--output", "."], cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Last, "Program.cs"),
            "#nullable disable\n" + _program.Source(1),
            cancellationToken
        );
        await RunAsync(["run", "-c", "Release", "--property:TreatWarningsAsErrors=false"], cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>(b) Milliseconds of a fresh process that runs what (a) built.</summary>
    public async Task<double> NewProcessAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await RunAsync([Assembly], cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>(b) again, milliseconds for each of so many processes at once.</summary>
    public async Task<double> NewProcessesAsync(int atOnce, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => RunAsync([Assembly], cancellationToken)));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / atOnce;
    }

    /// <summary>(c) Milliseconds of so many calls in this process, loading and first compilation by the JIT included.</summary>
    public InProcessTime InProcess(int tests)
    {
        var (input, output) = (Console.In, Console.Out);
        var bytes = File.ReadAllBytes(Assembly);
        var started = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        try
        {
            var entry = System.Reflection.Assembly.Load(bytes).EntryPoint!;
            object?[]? arguments = entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
            for (var test = 0; test < tests; test++)
            {
                Console.SetIn(new StringReader(_program.Input));
                Console.SetOut(TextWriter.Null);
                entry.Invoke(null, BindingFlags.Default, null, arguments, null);
            }
        }
        finally
        {
            Console.SetIn(input);
            Console.SetOut(output);
        }

        return new InProcessTime(
            Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Assembly =>
        Directory
            .EnumerateFiles(Path.Combine(Last, "bin", "Release"), "bench.dll", SearchOption.AllDirectories)
            .First();

    private async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = Last,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
            }
        )!;
        await process.StandardInput.WriteAsync(_program.Input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"`dotnet {string.Join(' ', arguments)}`, a baseline of the measurement, failed: {await output} {errors}"
            );
        }
    }
}

/// <summary>Milliseconds of calls in this process: by the clock, and of the processor.</summary>
internal sealed record InProcessTime(double Wall, double Cpu);
