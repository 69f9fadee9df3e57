using System.Globalization;
using R1Code.Cli.Terminal;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Files;
using R1Code.Sandbox;
using R1Code.Trainer.Pipeline;
using R1Code.Trainer.Recipes;

namespace R1Code.Cli.Hosting;

/// <summary>
/// The one place where exceptions become a line for a person and an exit code. A known fault never shows a stack trace; an
/// unknown one shows a line and leaves its details in a file.
/// </summary>
internal static class Faults
{
    /// <summary>Says what happened on standard error and answers with the exit code.</summary>
    public static int Report(Exception exception, bool interrupted, Screen screen)
    {
        switch (exception)
        {
            case OperationCanceledException when interrupted:
                screen.Note("Stopped.");
                return ExitCodes.Interrupted;
            case BadInputException or InputFileException or RecipeException or RewardSettingsException:
                screen.Error(exception.Message);
                return ExitCodes.BadInput;
            case InvalidDataException: // a model folder; the message names file and reason
                screen.Error(exception.Message);
                return ExitCodes.BadInput;
            case SandboxUnavailableException:
                screen.Error(exception.Message);
                return ExitCodes.SandboxUnavailable;
            case RewardsServiceException { IsAway: true }: // the sandbox is there
                screen.Error(exception.Message);
                return ExitCodes.SandboxUnavailable;
            case VerbFailedException or TrainingException or RewardsServiceException or HttpRequestException:
                screen.Error(exception.Message);
                return ExitCodes.Failed;
            // A full disk, a read-only folder, a file that is a folder: the message names the path.
            case IOException or UnauthorizedAccessException:
                screen.Error(exception.Message);
                return ExitCodes.Failed;
            default:
                screen.Error($"unexpected: {FirstLine(exception.Message)} Details: {Keep(exception)}");
                return ExitCodes.Failed;
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');

    private static string Keep(Exception exception)
    {
        var path = Path.Combine(
            Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"r1code-fault-{Environment.ProcessId}.txt")
        );
        try
        {
            File.WriteAllText(path, exception.ToString());
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nowhere to write: then the details must go where they can still be read.
            return Environment.NewLine + exception;
        }
    }
}
