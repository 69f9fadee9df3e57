namespace R1Code.Trainer.Learning;

/// <summary>The learning rate of a step: warm-up from 0, then constant, linear or cosine decay.</summary>
/// <param name="Kind">Shape after the warm-up.</param>
/// <param name="Peak">Highest rate.</param>
/// <param name="WarmupSteps">Steps of linear rise.</param>
/// <param name="TotalSteps">Steps of the whole stage.</param>
/// <param name="MinimumRatio">Share of <paramref name="Peak"/> that the decay ends at.</param>
public sealed record LearningRateSchedule(
    ScheduleKind Kind,
    double Peak,
    int WarmupSteps,
    int TotalSteps,
    double MinimumRatio = 0
)
{
    /// <summary>The rate of step <paramref name="step"/>, counted from 0.</summary>
    public double At(int step)
    {
        if (step < WarmupSteps)
        {
            return Peak * (step + 1) / WarmupSteps;
        }

        var progress = Math.Clamp((step - WarmupSteps) / (double)Math.Max(1, TotalSteps - WarmupSteps), 0, 1);
        var share = Kind switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Linear => 1 - progress,
            _ => (1 + Math.Cos(Math.PI * progress)) / 2,
        };
        return Peak * (MinimumRatio + (1 - MinimumRatio) * share);
    }
}

/// <summary>Shape of a <see cref="LearningRateSchedule"/>.</summary>
public enum ScheduleKind
{
    /// <summary>Stays at the peak.</summary>
    Constant,

    /// <summary>Falls along a line.</summary>
    Linear,

    /// <summary>Falls along half a cosine.</summary>
    Cosine,
}
