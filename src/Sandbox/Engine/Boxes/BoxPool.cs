using System.Diagnostics;
using System.Threading.Channels;

namespace R1Code.Sandbox.Boxes;

/// <summary>
/// Warm boxes of one kind, kept full by one background loop. A box that misbehaved, is worn out or
/// asks for it is replaced. When boxes cannot be started, whoever waits is told why instead of waiting for ever.
/// </summary>
internal sealed class BoxPool : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DemandTick = TimeSpan.FromMilliseconds(50);

    private readonly Func<CancellationToken, Task<Box>> _start;
    private readonly int _usesPerBox;
    private readonly IdleBoxes _idle;
    private readonly SemaphoreSlim _vacancies;
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Box> _living = [];
    private CancellationTokenSource _outage = new();
    private string _outageReason = "";
    private Task? _filling;
    private int _waiting;

    /// <summary>A pool of up to <paramref name="size"/> boxes; none is started before the first one is wanted.</summary>
    public BoxPool(int size, int usesPerBox, Func<CancellationToken, Task<Box>> start)
    {
        Size = size;
        _usesPerBox = usesPerBox;
        _start = start;
        _idle = new IdleBoxes(size);
        _vacancies = new SemaphoreSlim(size, size);
    }

    /// <summary>
    /// How long the last box may be missing at first, while nobody waits for one. Zero unless told: a standby that warms up beside
    /// the box that has work to do takes half of the machine from it.
    /// </summary>
    public TimeSpan LastBoxAfter { get; init; }

    /// <summary>How many boxes it keeps.</summary>
    public int Size { get; }

    /// <summary>How many boxes live now, idle or rented.</summary>
    public int Living
    {
        get
        {
            lock (_lock)
            {
                return _living.Count;
            }
        }
    }

    /// <summary>How many boxes are idle now.</summary>
    public int Idle => _idle.Count;

    /// <summary>How many callers wait for a box now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Boxes started so far.</summary>
    public long Started { get; private set; }

    /// <summary>Starts filling, without waiting for it.</summary>
    public void Warm()
    {
        lock (_lock)
        {
            if (!_closing.IsCancellationRequested)
            {
                _filling ??= Task.Run(FillAsync);
            }
        }
    }

    /// <summary>
    /// A box for the caller alone, until the rent is disposed. A rent that was not marked
    /// <see cref="BoxRent.IsGood"/> by then costs the box: an interrupted conversation cannot be resumed.
    /// </summary>
    /// <exception cref="SandboxUnavailableException">Boxes do not start.</exception>
    public async Task<BoxRent> RentAsync(CancellationToken cancellationToken)
    {
        Warm();
        Interlocked.Increment(ref _waiting);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(
                cancellationToken,
                _closing.Token,
                Volatile.Read(ref _outage).Token
            );
            var box = await _idle.TakeAsync(either.Token);
            box.Uses++;
            return new BoxRent(this, box);
        }
        catch (Exception e)
            when (e is OperationCanceledException or ChannelClosedException
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw new SandboxUnavailableException(
                _closing.IsCancellationRequested ? "The sandbox was shut down." : _outageReason,
                e
            );
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>A box that is idle now and that nobody waits for; null when there is none. It never waits.</summary>
    public BoxRent? TryRent()
    {
        if (Waiting > 0 || !_idle.TryTake(out var box))
        {
            return null;
        }

        box.Uses++;
        return new BoxRent(this, box);
    }

    /// <summary>Stops filling and disposes every box, rented ones too. Idempotent, cannot be cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? filling;
        lock (_lock)
        {
            _closing.Cancel();
            filling = _filling;
        }

        if (filling is not null)
        {
            await filling;
        }

        _idle.Close();
        Box[] living;
        lock (_lock)
        {
            living = [.. _living];
            _living.Clear();
        }

        await Task.WhenAll(living.Select(box => box.DisposeAsync().AsTask()));
    }

    internal async ValueTask ReturnAsync(Box box, bool isGood)
    {
        if (isGood && box.Uses < _usesPerBox && _idle.TryAdd(box))
        {
            return;
        }

        lock (_lock)
        {
            _living.Remove(box);
        }

        // The replacement starts at once; removing the old box takes its time beside it.
        if (!_closing.IsCancellationRequested)
        {
            _vacancies.Release();
        }

        await box.DisposeAsync();
    }

    private async Task FillAsync()
    {
        var failures = 0;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                await _vacancies.WaitAsync(_closing.Token);
                await AwaitDemandAsync();
                var box = await _start(_closing.Token);
                Add(box);
                failures = 0;
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            // Whatever kept a box from starting, the pool reports it to those who wait and tries again.
            catch (Exception e)
            {
                _vacancies.Release();
                failures++;
                await ReportAsync(e, failures);
            }
        }
    }

    private async Task AwaitDemandAsync()
    {
        var since = Stopwatch.GetTimestamp();
        while (Started == Size - 1 && Waiting == 0 && Stopwatch.GetElapsedTime(since) < LastBoxAfter)
        {
            await Task.Delay(DemandTick, _closing.Token);
        }
    }

    private void Add(Box box)
    {
        lock (_lock)
        {
            _living.Add(box);
            Started++;
        }

        if (_outage.IsCancellationRequested)
        {
            Volatile.Write(ref _outage, new CancellationTokenSource());
        }

        // There is room: a vacancy was taken for it. A closed channel is met by DisposeAsync, which knows the box.
        _idle.TryAdd(box);
    }

    private async Task ReportAsync(Exception cause, int failures)
    {
        // One failure may be a hiccup of the engine; with boxes alive, those who wait will get one.
        if (failures >= 2 && Living == 0)
        {
            _outageReason = cause.Message;
            await Volatile.Read(ref _outage).CancelAsync();
        }

        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures, 10)));
        await Task.Delay(pause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

/// <summary>A rented box. Disposing gives it back when <see cref="IsGood"/> was set, and destroys it otherwise.</summary>
internal sealed class BoxRent(BoxPool pool, Box box) : IAsyncDisposable
{
    /// <summary>The box.</summary>
    public Box Box { get; } = box;

    /// <summary>Whether the conversation ended as it should and the box may serve again. Starts as false.</summary>
    public bool IsGood { get; set; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => pool.ReturnAsync(Box, IsGood);
}
