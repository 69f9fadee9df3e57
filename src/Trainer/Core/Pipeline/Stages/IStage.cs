namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>A step of a recipe. It leaves its policy in the stage folder's <c>final</c>.</summary>
internal interface IStage
{
    /// <summary>Tokens a completion may have when the stage's policy is measured.</summary>
    int MaxCompletionLength { get; }

    /// <summary>Runs from the newest checkpoint to the end; cancelling stops after the step, with a checkpoint.</summary>
    Task<StageState> RunAsync(CancellationToken cancellationToken);
}
