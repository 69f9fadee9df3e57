using System.Diagnostics;
using System.Text;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Runner.Tests.Harness;

/// <summary>The real runner program as a child process, spoken to over its standard streams as an engine would.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    public RunnerProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "R1Code.Sandbox.Runner.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in BoxEnvironment.RunnerVariables.Concat(BoxEnvironment.JitVariables))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        Hello = BoxHello.Decode(Receive(FrameKind.Hello));
    }

    public BoxHello Hello { get; }

    public int Id => _process.Id;

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => _errors.ToString();

    /// <summary>Runs a submission to its end.</summary>
    public RunnerAnswer Run(RunRequest request)
    {
        Send(FrameKind.Run, request.Encode());
        var reports = new List<TestReport>();
        while (true)
        {
            var frame = ReceiveAny();
            if (frame.Kind == FrameKind.Done)
            {
                return new RunnerAnswer(reports, RunDone.Decode(frame.Payload));
            }

            Assert.Equal(FrameKind.Report, frame.Kind);
            reports.Add(TestReport.Decode(frame.Payload));
        }
    }

    /// <summary>Runs a program once.</summary>
    public TestReport RunProgram(string source, string input = "", TestLimits? limits = null) =>
        RunProgram(source, [input], limits).Reports.Single();

    /// <summary>Runs a program once for each input, as one submission.</summary>
    public RunnerAnswer RunProgram(string source, IEnumerable<string> inputs, TestLimits? limits = null) =>
        Run(
            new RunRequest
            {
                Assembly = TestAssembly.Program(source),
                Entry = EntryKind.Main,
                Limits = limits ?? new TestLimits(),
                Tests = [.. inputs.Select(input => new TestInput(Encoding.UTF8.GetBytes(input), -1))],
            }
        );

    /// <summary>Evaluates one expression over a submission.</summary>
    public TestReport RunCall(string source, string call, TestLimits? limits = null) =>
        Run(
            new RunRequest
            {
                Assembly = TestAssembly.Calls(source, call),
                Entry = EntryKind.CallTable,
                Limits = limits ?? new TestLimits(),
                Tests = [new TestInput([], 0)],
            }
        )
            .Reports.Single();

    public void Ping()
    {
        Send(FrameKind.Ping, []);
        Receive(FrameKind.Pong);
    }

    public void Send(FrameKind kind, byte[] payload)
    {
        _process.StandardInput.BaseStream.Write(Frame.Encode(kind, payload));
        _process.StandardInput.BaseStream.Flush();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private byte[] Receive(FrameKind expected)
    {
        var frame = ReceiveAny();
        Assert.Equal(expected, frame.Kind);
        return frame.Payload;
    }

    private Frame ReceiveAny() =>
        Frame.Read(_process.StandardOutput.BaseStream)
        ?? throw new InvalidOperationException($"the runner is gone; it said:\n{_errors}");
}

/// <summary>Everything the runner said of one submission.</summary>
internal sealed record RunnerAnswer(IReadOnlyList<TestReport> Reports, RunDone Done);

internal static class ReportText
{
    public static string Out(this TestReport report) => Encoding.UTF8.GetString(report.Stdout);

    public static string Err(this TestReport report) => Encoding.UTF8.GetString(report.Stderr);

    public static string Value(this TestReport report) => Encoding.UTF8.GetString(report.ValueBytes);
}
