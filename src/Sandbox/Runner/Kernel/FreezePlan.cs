using System.Runtime.InteropServices;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// What <see cref="FrozenMemory"/> shall replace: which neighbouring mappings become one piece, where its bytes lie in the file, and
/// which of its pages have bytes. It lies in shared memory, which is never frozen itself.
/// </summary>
internal sealed unsafe class FreezePlan : IDisposable
{
    /// <summary>What a large page spans.</summary>
    public const nint LargePage = 2 * 1024 * 1024;

    private const nint Page = 4096;
    private const int MostRanges = 1024;
    private const int MostPieces = MostRanges;
    private const int MostParts = 64 * 1024;
    private const int PagesAtOnce = 512;

    // A gap between two mappings is merged with them when it is not larger. Larger ones are room that the runtime keeps for
    // itself.
    private const nint LargestGap = 192 * 1024;

    // What is larger is a thread's stack, or a native library's text that is not hot everywhere.
    private const nint LargestAnonymous = 4 * 1024 * 1024;
    private const nint LargestLibraryData = 2 * 1024 * 1024;

    private readonly MappedRange* _ranges = (MappedRange*)Sys.Map(MostRanges * sizeof(MappedRange), -1, shared: true);
    private readonly int _pages = Sys.Open(OpenFlag.CurrentFolder, "/proc/self/pagemap\0"u8, OpenFlag.ReadOnly);
    private int _rangeCount;

    private FreezePlan() { }

    /// <summary>The pieces, in the order of their addresses.</summary>
    public Piece* Pieces { get; } = (Piece*)Sys.Map(MostPieces * sizeof(Piece), -1, shared: true);

    /// <summary>How many pieces there are.</summary>
    public int PieceCount { get; private set; }

    /// <summary>The parts of all pieces that have bytes, in the order of their addresses.</summary>
    public Part* Parts { get; } = (Part*)Sys.Map(MostParts * sizeof(Part), -1, shared: true);

    /// <summary>How many parts there are.</summary>
    public int PartCount { get; private set; }

    /// <summary>How long the file must be.</summary>
    public nint FileLength { get; private set; }

    /// <summary>Looks at this process's memory and plans. The plan holds until memory is mapped or freed.</summary>
    public static FreezePlan Make()
    {
        var plan = new FreezePlan();
        plan.ReadRanges();
        for (var first = 0; first < plan._rangeCount; )
        {
            var end = first + 1;
            if (IsMember(plan._ranges[first]))
            {
                while (end < plan._rangeCount && plan.Continues(first, end))
                {
                    end++;
                }

                plan.AddPiece(first, end);
            }

            first = end;
        }

        Sys.Close(plan._pages);
        return plan;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Sys.Unmap((byte*)_ranges, MostRanges * sizeof(MappedRange));
        Sys.Unmap((byte*)Pieces, MostPieces * sizeof(Piece));
        Sys.Unmap((byte*)Parts, MostParts * sizeof(Part));
    }

    private bool Continues(int first, int next)
    {
        var range = _ranges + next;
        if (range->Start != range[-1].End || !IsMember(*range))
        {
            return false;
        }

        var (hasLargeCode, isConstant) = (false, true);
        for (var i = first; i <= next; i++)
        {
            hasLargeCode |= IsLargeCode(_ranges[i]);
            isConstant &= IsConstant(_ranges[i]);
        }

        return isConstant || !hasLargeCode;
    }

    private static bool IsConstant(in MappedRange range) =>
        range.Backing == Backing.File && !range.Protection.HasFlag(Protection.Write);

    private static bool IsMember(in MappedRange range) =>
        range.IsPrivate
        && range.Backing switch
        {
            Backing.Heap or Backing.Assembly => true,
            Backing.Nothing when range.Protection == Protection.None => range.Length <= LargestGap,
            Backing.Nothing => range.Length < LargestAnonymous,
            Backing.File => IsLargeCode(range)
                || (!range.Protection.HasFlag(Protection.Execute) && range.Length <= LargestLibraryData),
            _ => false,
        };

    // The runtime's, its compiler's and the core library's. They are never written: on their own, or with a library's constants,
    // they stay in large pages, and a fork has nothing to copy.
    private static bool IsLargeCode(in MappedRange range) =>
        range.Backing is Backing.File or Backing.Assembly
        && range.Protection.HasFlag(Protection.Execute)
        && range.Length >= LargePage;

    private void AddPiece(int first, int end)
    {
        while (first < end && _ranges[first].Protection == Protection.None)
        {
            first++;
        }

        while (first < end && _ranges[end - 1].Protection == Protection.None)
        {
            end--;
        }

        var firstPart = PartCount;
        var protection = Protection.None;
        for (var i = first; i < end; i++)
        {
            protection |= _ranges[i].Protection;
            AddParts(_ranges[i]);
        }

        if (PartCount == firstPart || PieceCount == MostPieces || PartCount >= MostParts - 1)
        {
            PartCount = firstPart;
            return;
        }

        var start = _ranges[first].Start;
        var length = Parts[PartCount - 1].Start + Parts[PartCount - 1].Length - start;
        var large = LargePart(start, length);
        var offset = FileLength;
        if (large.Length > 0)
        {
            offset = (offset + LargePage - 1 & -LargePage) + (start & LargePage - 1);
        }

        Pieces[PieceCount++] = new Piece
        {
            Start = start,
            Length = length,
            Offset = offset,
            Protection = protection,
            PartsEnd = PartCount,
            Large = large,
        };
        FileLength = offset + length;
    }

    // What of it large pages can hold.
    private static Part LargePart(nint start, nint length)
    {
        var from = start + LargePage - 1 & -LargePage;
        var to = start + length & -LargePage;
        return from < to ? new Part { Start = from, Length = to - from } : default;
    }

    // Pages of anonymous memory that were never touched are holes in the file, and stay zeros; a file's pages all have bytes.
    private void AddParts(in MappedRange range)
    {
        if (range.Protection == Protection.None)
        {
            return;
        }

        if (range.Backing is not (Backing.Nothing or Backing.Heap) || _pages < 0)
        {
            AddPart(range.Start, range.End);
            return;
        }

        var entries = stackalloc long[PagesAtOnce];
        for (var start = range.Start; start < range.End; start += PagesAtOnce * Page)
        {
            var wanted = (int)Math.Min(PagesAtOnce, (range.End - start) / Page);
            var got = Sys.Do(Call.Pread, _pages, (nint)entries, wanted * sizeof(long), start / Page * sizeof(long));
            if (got != wanted * sizeof(long))
            {
                AddPart(start, range.End);
                return;
            }

            for (var i = 0; i < wanted; i++)
            {
                // Bits 63 and 62: in memory, or in the swap.
                if (((ulong)entries[i] >> 62) != 0)
                {
                    AddPart(start + i * Page, start + (i + 1) * Page);
                }
            }
        }
    }

    private void AddPart(nint start, nint end)
    {
        var pieceBegins = PieceCount == 0 ? 0 : Pieces[PieceCount - 1].PartsEnd;
        if (PartCount > pieceBegins && Parts[PartCount - 1].Start + Parts[PartCount - 1].Length == start)
        {
            Parts[PartCount - 1].Length += end - start;
        }
        else if (PartCount < MostParts)
        {
            Parts[PartCount++] = new Part { Start = start, Length = end - start };
        }
    }

    private void ReadRanges()
    {
        const int room = 1024 * 1024;
        var text = Sys.Map(room, -1, shared: true);
        var maps = Sys.Open(OpenFlag.CurrentFolder, "/proc/self/maps\0"u8, OpenFlag.ReadOnly);
        var length = 0;
        while (Sys.Read(maps, text + length, room - length) is > 0 and var got)
        {
            length += (int)got;
        }

        Sys.Close(maps);
        var rest = new ReadOnlySpan<byte>(text, length);
        while (rest.IndexOf((byte)'\n') is > 0 and var end && _rangeCount < MostRanges)
        {
            _ranges[_rangeCount++] = MappedRange.Parse(rest[..end]);
            rest = rest[(end + 1)..];
        }

        Sys.Unmap(text, room);
    }
}

/// <summary>One mapping to be.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Piece
{
    public nint Start;
    public nint Length;

    /// <summary>Where its bytes begin in the file.</summary>
    public nint Offset;
    public Protection Protection;

    /// <summary>Number of the part after its last one.</summary>
    public int PartsEnd;

    /// <summary>What of it large pages can hold; of length 0 when that is nothing.</summary>
    public Part Large;
}

/// <summary>Addresses.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Part
{
    public nint Start;
    public nint Length;
}
