using System.Globalization;
using System.Security.Cryptography;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiling;

/// <summary>
/// Compiles in warm boxes that run no user code. Equal requests share one compilation and its cached reply. A request
/// that costs the compiler its life costs one box; the standby serves the next one meanwhile.
/// </summary>
internal sealed class CompileService
{
    // What the kernel reports for SIGKILL: the one death a source text cannot bring about by itself.
    private const int KilledExitCode = 137;

    // The runtime aborts with this when a text nests deeper than the compiler's stack.
    private const int StackOverflowExitCode = 134;
    private const int Attempts = 2;

    private readonly BoxPool _boxes;
    private readonly TimeSpan _deadline;
    private readonly FlightCache<CompileOutcome> _cache;

    public CompileService(BoxPool boxes, SandboxOptions options)
    {
        _boxes = boxes;
        _deadline = TimeSpan.FromMilliseconds(options.CompileDeadlineMs);
        _cache = new FlightCache<CompileOutcome>(options.CompileCacheMb * 1024L * 1024, Cost);
    }

    /// <summary>Replies that were there already, or under way.</summary>
    public long CacheHits => _cache.Hits;

    /// <summary>Compilations begun.</summary>
    public long CacheMisses => _cache.Misses;

    /// <summary>Bytes that cached compilations take.</summary>
    public long CacheBytes => _cache.Used;

    /// <summary>Compiles, or gives what an equal request got.</summary>
    public async Task<CompileOutcome> CompileAsync(
        CompileRequest request,
        TimeSpan? deadline,
        CancellationToken cancellationToken
    )
    {
        var payload = request.Encode();
        var limit = deadline < _deadline ? deadline.Value : _deadline;
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(payload))}:{limit.Ticks}"
        );
        var (outcome, isShared) = await _cache.GetAsync(
            key,
            token => CompileAsync(payload, limit, token),
            // What a limit or a failure decided may be different next time.
            static outcome =>
                outcome.Reply is not null,
            cancellationToken
        );
        return outcome with { IsShared = isShared };
    }

    private async Task<CompileOutcome> CompileAsync(byte[] payload, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(payload, limit, cancellationToken);
            }
            catch (BoxFault fault) when (IsLimit(fault))
            {
                return CompileOutcome.OverLimit(fault.Message);
            }
            catch (BoxFault fault) when (attempt == Attempts)
            {
                // A compiler that crashes over the same text twice crashes because of the text.
                return IsCrash(fault) ? CompileOutcome.OverLimit(fault.Message) : CompileOutcome.Failed(fault.Message);
            }
            // Perhaps not the text's doing: the standby tries once more.
            catch (BoxFault) { }
            catch (SandboxUnavailableException e)
            {
                return CompileOutcome.Failed(e.Message);
            }
        }
    }

    private async Task<CompileOutcome> AskAsync(byte[] payload, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var rent = await _boxes.RentAsync(cancellationToken);
        CompileReply? reply = null;
        await rent.Box.ExchangeAsync(
            FrameKind.Compile,
            payload,
            limit,
            frame =>
            {
                reply =
                    frame.Kind == FrameKind.Compiled
                        ? CompileReply.Decode(frame.Payload)
                        : throw new InvalidDataException($"a {frame.Kind} frame where a compile reply was due");
                return false;
            },
            // A caller who leaves does not cost a compiler: the compilation is short and its reply is worth keeping.
            CancellationToken.None
        );
        rent.IsGood = true;
        return CompileOutcome.Answered(reply!);
    }

    private static bool IsLimit(BoxFault fault) =>
        fault.TimedOut
        || fault.OutOfMemory
        || fault.ExitCode is CompilerExit.CpuLimit or CompilerExit.MemoryLimit or StackOverflowExitCode;

    private static bool IsCrash(BoxFault fault) =>
        fault.ExitCode is not (null or KilledExitCode or CompilerExit.BadInput or CompilerExit.Fault);

    private static long Cost(CompileOutcome outcome) =>
        outcome.Reply is { } reply
            ? reply.Assembly.Length
                + (2L * reply.Diagnostics.Sum(diagnostic => diagnostic.Length))
                + (2L * reply.Assertions.Sum(assertion => assertion.ExpectedExpression?.Length ?? 0))
                + 512
            : 0;
}
