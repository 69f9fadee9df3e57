using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace R1Code.Cli.Tests.Running;

/// <summary>The real command line as a process of its own, as a person's shell starts it.</summary>
internal sealed partial class CliProcess : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private CliProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
    }

    /// <summary>Its process number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a verb; variables that are null are removed.</summary>
    public static CliProcess Start(
        IEnumerable<string> args,
        IReadOnlyDictionary<string, string?>? variables = null,
        string? folder = null
    )
    {
        var start = new ProcessStartInfo("dotnet", [TestPaths.Cli, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? TestPaths.Root,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var cli = new CliProcess(Process.Start(start)!);
        cli._process.StandardInput.Close();
        cli._process.BeginOutputReadLine();
        cli._process.BeginErrorReadLine();
        return cli;
    }

    /// <summary>Starts a verb and waits for its end.</summary>
    public static async Task<CliResult> RunAsync(params string[] args)
    {
        using var cli = Start(args);
        return await cli.WaitAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CliResult> WaitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return new CliResult(_process.ExitCode, Text(_output), Text(_error));
    }

    /// <summary>Waits until a condition on what it has written so far holds; fails when it ends before.</summary>
    public async Task WaitUntilAsync(Func<string, string, bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (!condition(Text(_output), Text(_error)))
        {
            Assert.False(_process.HasExited, $"ended too early:\n{Text(_output)}\n{Text(_error)}");
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Send(SigInt);

    /// <summary>What a service manager sends.</summary>
    public void Terminate() => Send(SigTerm);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Send(int signal) => Assert.Equal(0, Kill(Id, signal));

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append(line is null ? "" : "\n");
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

/// <summary>How a verb ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails with everything that was written unless the exit code is the expected one.</summary>
    public CliResult ShouldEndWith(int code)
    {
        Assert.True(
            ExitCode == code,
            $"exit code {ExitCode} instead of {code}\n--- output\n{Output}\n--- error\n{Error}"
        );
        Assert.DoesNotContain("   at R1Code.", Error, StringComparison.Ordinal);
        return this;
    }
}
