using System.Runtime.InteropServices;
using unsafe RawCall = delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, nint, nint, nint, nint, nint, nint, nint>;

namespace R1Code.Sandbox.Runner.Kernel;

/// <summary>
/// Turns this process's warm memory into private mappings of one file in memory: the same bytes at the same addresses. Most of
/// what a fork and the end of a process cost is work for each page and each mapping. Pages of a file that nobody has written a
/// fork leaves out, and the new process finds them when it touches them, sixteen at a time, or five hundred in a large page,
/// which counts as one until something in it is written; neighbours that differed in nothing but what may be done with them become one
/// mapping.
/// </summary>
/// <remarks>
/// What may be done with merged memory becomes all that any part of it allowed. No wall falls by that: a submission runs in this
/// memory with all rights of the process; the walls are around the process.
/// </remarks>
internal static unsafe class FrozenMemory
{
    private const int IsPrivate = 2;
    private const int InPlace = 0x10;
    private const int Collapse = 25;

    /// <summary>
    /// Freezes what is there now, while the runtime's other threads sleep. Memory that cannot be frozen stays as it is: that is
    /// slower, not wrong.
    /// </summary>
    /// <returns>How many bytes were frozen.</returns>
    /// <exception cref="InvalidOperationException">Another thread ran meanwhile: this process must end.</exception>
    public static long Freeze()
    {
        var file = Sys.MemoryFile("warm\0"u8);
        var kernel = (RawCall)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "syscall");

        // Once for nothing, so that all of it is compiled before memory is looked at: compiling takes memory into use.
        FreezePlan.Make().Dispose();
        Replace(null, 0, null, file, kernel);
        UseLargePages(null, 0, kernel);

        var sleep = OtherThreads.AwaitSleep();
        using var plan = FreezePlan.Make();
        Sys.Must("ftruncate", Sys.Do(Call.Ftruncate, file, plan.FileLength));
        var frozen = Replace(plan.Pieces, plan.PieceCount, plan.Parts, file, kernel);
        UseLargePages(plan.Pieces, plan.PieceCount, kernel);
        Sys.Close(file);
        return OtherThreads.HaveSlept(sleep)
            ? frozen
            : throw new InvalidOperationException(
                "a thread ran while memory was frozen, and may have lost what it wrote"
            );
    }

    // Between the copy of a piece and its mapping nothing may be written there. So this calls the kernel without the
    // runtime's book-keeping, which lies in memory that is being replaced, and has its own data on the stack, which is not.
    private static long Replace(Piece* pieces, int count, Part* parts, int file, RawCall kernel)
    {
        long frozen = 0;
        var part = 0;
        for (var piece = pieces; piece < pieces + count; piece++)
        {
            var isCopied = true;
            for (; part < piece->PartsEnd; part++)
            {
                var offset = piece->Offset + (parts[part].Start - piece->Start);
                var copied = kernel(Call.Pwrite, file, parts[part].Start, parts[part].Length, offset, 0, 0);
                isCopied &= copied == parts[part].Length;
            }

            if (
                isCopied
                && kernel(
                    Call.Mmap,
                    piece->Start,
                    piece->Length,
                    (nint)piece->Protection,
                    IsPrivate | InPlace,
                    file,
                    piece->Offset
                ) == piece->Start
            )
            {
                frozen += piece->Length;
            }
        }

        return frozen;
    }

    // Kernels before 6.1 cannot, and say so; small pages then serve as well, only not as fast.
    private static void UseLargePages(Piece* pieces, int count, RawCall kernel)
    {
        for (var piece = pieces; piece < pieces + count; piece++)
        {
            if (piece->Large.Length > 0)
            {
                kernel(Call.Madvise, piece->Large.Start, piece->Large.Length, Collapse, 0, 0, 0);
            }
        }
    }
}
