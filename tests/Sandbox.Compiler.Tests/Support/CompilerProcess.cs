using System.Diagnostics;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Support;

/// <summary>The real program behind real pipes.</summary>
public sealed class CompilerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private CompilerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static CompilerProcess Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "R1Code.Sandbox.Compiler.dll") },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment["R1CODE_COMPILER_" + name] = value;
        }

        return new CompilerProcess(Process.Start(start)!);
    }

    public int Id => _process.Id;

    public async Task<Frame?> ReadAsync() =>
        await Frame.ReadAsync(_process.StandardOutput.BaseStream, TestContext.Current.CancellationToken);

    public async Task SendAsync(FrameKind kind, byte[] payload)
    {
        var stream = _process.StandardInput.BaseStream;
        await stream.WriteAsync(Frame.Encode(kind, payload), TestContext.Current.CancellationToken);
        await stream.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async Task<BoxHello> HelloAsync()
    {
        var frame = await ReadAsync();
        Assert.Equal(FrameKind.Hello, frame?.Kind);
        return BoxHello.Decode(frame!.Value.Payload);
    }

    /// <summary>The reply, or null where the process ended instead.</summary>
    public async Task<CompileReply?> CompileAsync(CompileRequest request)
    {
        await SendAsync(FrameKind.Compile, request.Encode());
        var frame = await ReadAsync();
        return frame is null ? null : CompileReply.Decode(frame.Value.Payload);
    }

    public async Task<int> CloseAsync()
    {
        _process.StandardInput.Close();
        return await EndAsync();
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async Task<string> ErrorsAsync() => await _errors;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
