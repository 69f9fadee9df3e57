using R1Code.Sandbox.Setup;
using TorchSharp;

namespace R1Code.Cli.Examining;

/// <summary>Looks at what <c>train</c> needs.</summary>
internal static class TrainingDoctor
{
    /// <summary>Whether tensors can be computed here, and on what.</summary>
    public static DoctorFinding Device()
    {
        try
        {
            using var one = torch.ones(1);
            if (torch.cuda.is_available())
            {
                return new("device", DoctorStatus.Good, $"CUDA, {torch.cuda.device_count()} GPU(s)");
            }

            return new(
                "device",
                DoctorStatus.Good,
                $"CPU, {torch.get_num_threads()} threads; no CUDA device or backend"
            );
        }
        // TorchSharp throws types of its own choice when its natives do not load; the text is what helps.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(
                "device",
                DoctorStatus.Warning,
                $"libtorch does not load: {e.GetBaseException().Message}",
                "Judging and serving work without it; training needs it. Delete src/Trainer/Cli/bin and build again."
            );
        }
    }
}
