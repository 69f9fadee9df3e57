using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Engine.Tests.Lanes;

/// <summary>One runner box of one lane: every run goes to the same box, as long as that one lives.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);

    private readonly IContainerEngine _engine;
    private readonly BoxPool _boxes;
    private readonly RunService _runner;

    public Lane(IContainerEngine engine, SandboxOptions options, string image, string name, bool isCold)
    {
        _engine = engine;
        Name = name;
        IsCold = isCold;
        var spec = BoxSpecs.Runner(options, image, name);
        spec = isCold ? spec with { Command = [.. spec.Command, BoxEnvironment.ColdOption] } : spec;
        _boxes = new BoxPool(1, int.MaxValue, token => Box.StartAsync(engine, spec, ReadyDeadline, token));
        _runner = new RunService(_boxes, TimeProvider.System);
    }

    /// <summary>Role of its box: what the engine lists it under.</summary>
    public string Name { get; }

    public bool IsCold { get; }

    /// <summary>Boxes it has needed so far; 1 as long as the first one lives.</summary>
    public long StartedBoxes => _boxes.Started;

    public Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken) =>
        _runner.RunAsync(request, cancellationToken);

    /// <summary>What the box holds now, seen from outside.</summary>
    public async Task<BoxUsage> LookAsync(CancellationToken cancellationToken) =>
        (await SandboxAudit.LookAsync(_engine, cancellationToken)).Single(box => box.Role == Name);

    public ValueTask DisposeAsync() => _boxes.DisposeAsync();
}
