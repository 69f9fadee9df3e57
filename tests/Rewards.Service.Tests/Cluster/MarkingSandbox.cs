using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>Marks each verdict with a number of its own: an item that was judged twice shows which judgement was paid.</summary>
internal sealed class MarkingSandbox(ISandbox inner) : ISandbox
{
    public async Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken) =>
        await inner.JudgeAsync(problem, source, cancellationToken) with
        {
            CompileMs = Random.Shared.NextDouble(),
        };

    public Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
        inner.RunAsync(run, cancellationToken);
}
