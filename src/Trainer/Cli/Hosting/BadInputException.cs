namespace R1Code.Cli.Hosting;

/// <summary>A file or a value on the command line is wrong. The message names the place and the reason.</summary>
internal sealed class BadInputException : Exception
{
    /// <summary>A fault of the command line itself.</summary>
    public BadInputException(string message)
        : base(message) { }

    /// <summary>A fault in <paramref name="file"/>, at a line where one is known.</summary>
    public BadInputException(string file, int? line, string reason)
        : base(line is null ? $"{file}: {reason}" : $"{file}:{line}: {reason}") { }
}

/// <summary>What was asked for was tried and failed in a way that is no bug. The message says what and why.</summary>
internal sealed class VerbFailedException(string message) : Exception(message);
