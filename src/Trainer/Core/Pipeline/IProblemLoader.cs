using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Pipeline;

/// <summary>Reads problem files. The trainer knows problems, not their formats: whoever hosts it does.</summary>
public interface IProblemLoader
{
    /// <summary>The problems of a file.</summary>
    /// <exception cref="Exception">The file is wrong; the message names file, line and reason.</exception>
    IReadOnlyList<Problem> Load(string path);
}
