using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Boxes;

/// <summary>
/// A warm container and the frames spoken with it. Used by one caller at a time. Every read has a deadline, and any
/// trouble is a <see cref="BoxFault"/> with the box's last words; after one the box must be disposed.
/// </summary>
internal sealed class Box : IAsyncDisposable
{
    private static readonly TimeSpan InspectDeadline = TimeSpan.FromSeconds(10);

    private readonly IContainer _container;

    private Box(IContainer container, BoxHello hello)
    {
        _container = container;
        Hello = hello;
    }

    /// <summary>What it said of itself.</summary>
    public BoxHello Hello { get; }

    /// <summary>Short name for messages.</summary>
    public string Name => _container.Name;

    /// <summary>How often it was rented.</summary>
    public int Uses { get; set; }

    /// <summary>Starts a container and waits for its hello.</summary>
    /// <exception cref="SandboxUnavailableException">It did not become ready.</exception>
    public static async Task<Box> StartAsync(
        IContainerEngine engine,
        ContainerSpec spec,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        var container = await engine.StartAsync(spec, cancellationToken);
        try
        {
            var frame = await new Box(container, Nobody).ReadAsync(FrameKind.Hello, deadline, cancellationToken);
            return new Box(container, BoxHello.Decode(frame.Payload));
        }
        catch (Exception e) when (e is BoxFault or InvalidDataException)
        {
            await container.DisposeAsync();
            throw new SandboxUnavailableException($"A {spec.Role} box did not become ready: {e.Message}", e);
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends a request and gives each answer to <paramref name="onFrame"/> until that returns false. Sending and reading
    /// happen at once, because a box may answer before it has read everything. Each answer may take
    /// <paramref name="perRead"/>.
    /// </summary>
    public async Task ExchangeAsync(
        FrameKind request,
        byte[] payload,
        TimeSpan perRead,
        Func<Frame, bool> onFrame,
        CancellationToken cancellationToken
    )
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(request, payload, perRead, ended.Token);
        try
        {
            while (onFrame(await ReadAsync(null, perRead, cancellationToken))) { }

            await sending;
        }
        catch (InvalidDataException e)
        {
            throw await FaultAsync($"broke the protocol: {e.Message}", timedOut: false, e);
        }
        finally
        {
            await ended.CancelAsync();
            // Its own failure matters only when reading succeeded, and then it was awaited above.
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private async Task SendAsync(FrameKind kind, byte[] payload, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            await _container.Input.WriteAsync(Frame.Encode(kind, payload), deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw await FaultAsync($"did not take its request within {limit.TotalSeconds:0} s", timedOut: true, e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw await FaultAsync($"took no request: {e.Message}", timedOut: false, e);
        }
    }

    private async Task<Frame> ReadAsync(FrameKind? expected, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            var frame =
                await Frame.ReadAsync(_container.Output, deadline.Token)
                ?? throw await FaultAsync("ended", timedOut: false);
            return expected is null || frame.Kind == expected
                ? frame
                : throw new InvalidDataException($"a {frame.Kind} frame where {expected} was due");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw await FaultAsync($"did not answer within {limit.TotalSeconds:0.#} s", timedOut: true, e);
        }
        catch (Exception e) when (e is InvalidDataException)
        {
            throw await FaultAsync($"broke the protocol: {e.Message}", timedOut: false, e);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            throw await FaultAsync($"ended in the middle of an answer: {e.Message}", timedOut: false, e);
        }
    }

    private async Task<BoxFault> FaultAsync(string what, bool timedOut, Exception? cause = null)
    {
        var state = await StateAsync();
        var end = state switch
        {
            null => "its state is unknown",
            { Running: true } => "it still runs",
            { ExitCode: null } => "its exit code is missing",
            _ => $"exit code {state.ExitCode}",
        };
        var memory = state?.OutOfMemory == true ? ", killed for memory" : "";
        var errors = _container.Errors is { Length: > 0 } tail ? $"\n  stderr: {tail.ReplaceLineEndings("\n  ")}" : "";
        return new BoxFault($"{Name} {what} ({end}{memory}){errors}", cause!)
        {
            ExitCode = state?.ExitCode,
            OutOfMemory = state?.OutOfMemory == true,
            TimedOut = timedOut,
        };
    }

    private async Task<ContainerState?> StateAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(InspectDeadline);
            var state = await _container.InspectAsync(deadline.Token);
            if (state.Running)
            {
                // The stream ends a moment before the engine knows the exit code.
                await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
                state = await _container.InspectAsync(deadline.Token);
            }

            return state;
        }
        // Evidence only: the fault is reported without it.
        catch (Exception e) when (e is SandboxUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }

    private static readonly BoxHello Nobody = new() { Role = "" };
}
