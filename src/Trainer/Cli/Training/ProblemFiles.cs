using R1Code.Cli.Sandboxing;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Pipeline;

namespace R1Code.Cli.Training;

/// <summary>Problem files for the trainer, which knows problems but not their formats.</summary>
internal sealed class ProblemFiles(SandboxOptions options) : IProblemLoader
{
    /// <inheritdoc/>
    public IReadOnlyList<Problem> Load(string path) => JudgeableProblems.Load(path, options);
}
