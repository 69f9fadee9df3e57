using System.Globalization;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>
/// A native library in this process as the kernel maps it, for replacing a function pointer in its data. Only data is
/// changed, never code, and only where exactly one place fits.
/// </summary>
internal sealed unsafe class LoadedLibrary
{
    private const long PageMask = 4095;
    private const int ReadOnly = 1;
    private const int ReadWrite = 3;

    private readonly List<Range> _ranges = [];

    private LoadedLibrary() { }

    /// <summary>Finds the mappings of the library whose path ends so.</summary>
    public static LoadedLibrary Find(string fileName)
    {
        var library = new LoadedLibrary();
        nint expected = 0;
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            var bounds = fields[0].Split('-');
            var start = nint.Parse(bounds[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var end = nint.Parse(bounds[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var isFile = fields.Length == 6 && fields[5].EndsWith('/' + fileName, StringComparison.Ordinal);

            // Zeroed data is the unnamed mapping right behind the file's last one.
            var isBehind = fields.Length == 5 && start == expected;
            if ((isFile || isBehind) && fields[1][0] == 'r')
            {
                library._ranges.Add(new Range(start, end, fields[1][1] == 'w', fields[1][2] == 'x'));
            }

            expected = isFile ? end : 0;
        }

        return library;
    }

    /// <summary>Replaces the one pointer to <paramref name="target"/> in writable data; false unless there is exactly one.</summary>
    public bool ReplacePointer(nint target, nint replacement)
    {
        var slots = Slots(target, writable: true);
        if (slots.Count != 1)
        {
            return false;
        }

        *(nint*)slots[0] = replacement;
        return true;
    }

    /// <summary>
    /// Replaces the function in the library's table of (name, function) pairs that a name stands beside; false unless
    /// exactly one place is found and a function of the library stands there.
    /// </summary>
    public bool ReplaceTableEntry(ReadOnlySpan<byte> name, nint replacement)
    {
        var entries = new List<nint>();
        foreach (var text in Texts(name))
        {
            entries.AddRange(Slots(text, writable: null));
        }

        if (entries.Count != 1)
        {
            return false;
        }

        var function = (nint*)entries[0] + 1;
        if (!_ranges.Exists(r => r.IsExecutable && *function >= r.Start && *function < r.End))
        {
            return false;
        }

        var page = (nint)((long)function & ~PageMask);
        var isWritable = _ranges.Exists(r => r.IsWritable && entries[0] >= r.Start && entries[0] < r.End);
        if (!isWritable && Sys.Do(Call.Mprotect, page, (nint)(PageMask + 1), ReadWrite) < 0)
        {
            return false;
        }

        *function = replacement;
        if (!isWritable)
        {
            Sys.Do(Call.Mprotect, page, (nint)(PageMask + 1), ReadOnly);
        }

        return true;
    }

    private List<nint> Slots(nint value, bool? writable)
    {
        var found = new List<nint>();
        foreach (var range in _ranges)
        {
            if (range.IsExecutable || (writable is { } wanted && wanted != range.IsWritable))
            {
                continue;
            }

            var words = new ReadOnlySpan<nint>((void*)range.Start, (int)((range.End - range.Start) / sizeof(nint)));
            for (int at = 0, next; (next = words[at..].IndexOf(value)) >= 0; at += next + 1)
            {
                found.Add((nint)((nint*)range.Start + at + next));
            }
        }

        return found;
    }

    // Whole NUL-terminated texts only: "Exit" must not be found in "OnExit".
    private List<nint> Texts(ReadOnlySpan<byte> name)
    {
        byte[] text = [0, .. name, 0];
        var found = new List<nint>();
        foreach (var range in _ranges)
        {
            if (range.IsWritable || range.IsExecutable)
            {
                continue;
            }

            var bytes = new ReadOnlySpan<byte>((void*)range.Start, (int)(range.End - range.Start));
            for (int at = 0, next; (next = bytes[at..].IndexOf(text)) >= 0; at += next + 1)
            {
                found.Add(range.Start + at + next + 1);
            }
        }

        return found;
    }

    private sealed record Range(nint Start, nint End, bool IsWritable, bool IsExecutable);
}
