using System.Globalization;

namespace R1Code.Rewards.Files;

/// <summary>A file of problems or completions is not what it should be. The message lists the faults, one a line.</summary>
public sealed class InputFileException : Exception
{
    /// <summary>From the faults found in one or several files.</summary>
    public InputFileException(IReadOnlyList<InputFault> faults)
        : base(string.Join(Environment.NewLine, faults))
    {
        Faults = faults;
    }

    /// <summary>The faults, in the file's order; at most <see cref="FaultList.Most"/> and a last one that says so.</summary>
    public IReadOnlyList<InputFault> Faults { get; }
}

/// <summary>One fault of a file.</summary>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Line">Its line from 1, or the row of a table; 0 for the file as a whole.</param>
/// <param name="Key">The key at fault; null for the line as a whole.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record InputFault(string File, int Line, string? Key, string Reason)
{
    /// <summary>As compilers write it: <c>file:line: key: reason</c>.</summary>
    public override string ToString()
    {
        var line = Line > 0 ? ":" + Line.ToString(CultureInfo.InvariantCulture) : "";
        return Key is { Length: > 0 } ? $"{File}{line}: {Key}: {Reason}" : $"{File}{line}: {Reason}";
    }
}

/// <summary>Gathers the faults of one file, up to a bound.</summary>
public sealed class FaultList(string file)
{
    /// <summary>How many faults are listed; more are counted only.</summary>
    public const int Most = 50;

    private readonly List<InputFault> _faults = [];
    private int _more;

    /// <summary>Whether nothing was wrong.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>How many there were.</summary>
    public int Count => _faults.Count + _more;

    /// <summary>The first of them, in the file's order; at most <see cref="Most"/>.</summary>
    public IReadOnlyList<InputFault> Listed => _faults;

    /// <summary>Notes a fault.</summary>
    public void Add(int line, string? key, string reason)
    {
        if (_faults.Count < Most)
        {
            _faults.Add(new InputFault(file, line, key, reason));
        }
        else
        {
            _more++;
        }
    }

    /// <summary>Throws when something was wrong.</summary>
    /// <exception cref="InputFileException">With the faults.</exception>
    public void ThrowIfAny()
    {
        if (IsEmpty)
        {
            return;
        }

        throw new InputFileException(
            _more == 0 ? _faults : [.. _faults, new InputFault(file, 0, null, $"and {_more} more faults")]
        );
    }
}
