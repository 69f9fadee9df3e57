using R1Code.Sandbox.Runner.Jail;
using R1Code.Sandbox.Runner.Kernel;

namespace R1Code.Sandbox.Runner.Scratch;

/// <summary>
/// Removes the trees a submission left. The supervisor has no right over another user's folders, so a forked child takes
/// the submission's own user for it; every other process of that user is dead by then. Nothing is followed: the child
/// moves by one folder at a time, refusing links.
/// </summary>
internal static unsafe class Wiper
{
    private const int OwnerOnly = 0x1C0;
    private const int MaxName = 256;

    /// <summary>Removes everything below <paramref name="folder"/> but the entry <paramref name="except"/>; true when it is done.</summary>
    public static bool Wipe(int folder, ReadOnlySpan<byte> except, int user)
    {
        var supervisor = Sys.Pid();
        var child = Fork.Child();
        if (child == 0)
        {
            try
            {
                Privileges.Drop(user, supervisor);
                Descend(folder, except);
            }
            finally
            {
                Sys.Exit(0);
            }
        }

        if (child > 0)
        {
            Sys.Do(Call.Wait4, child);
        }

        return FolderEntries.RemoveFlat(folder, except, null, 0) == 0;
    }

    private static void Descend(int folder, ReadOnlySpan<byte> except)
    {
        var name = stackalloc byte[MaxName];
        Sys.Do(Call.Fchdir, folder);
        var depth = 0;

        // Each round empties the folder it stands in as far as it can, then goes one level down or, when nothing is
        // left, one up, where the emptied folder is then removed like a file.
        for (var rounds = 0; rounds < 100_000; rounds++)
        {
            var here = Sys.Open(OpenFlag.CurrentFolder, ".\0"u8, OpenFlag.ReadOnly | OpenFlag.Directory);
            var left = here < 0 ? here : FolderEntries.RemoveFlat(here, depth == 0 ? except : default, name, MaxName);
            Sys.Close(here);
            if (left > 0)
            {
                if (!Enter(name))
                {
                    return;
                }

                depth++;
            }
            else if (depth == 0)
            {
                return;
            }
            else
            {
                fixed (byte* up = "..\0"u8)
                {
                    Sys.Do(Call.Chdir, (nint)up);
                }

                depth--;
            }
        }
    }

    private static bool Enter(byte* name)
    {
        Sys.Do(Call.Fchmodat, OpenFlag.CurrentFolder, (nint)name, OwnerOnly);
        var next = (int)
            Sys.Do(
                Call.Openat,
                OpenFlag.CurrentFolder,
                (nint)name,
                OpenFlag.Directory | OpenFlag.NoFollow | OpenFlag.CloseOnExec
            );
        if (next < 0)
        {
            return false;
        }

        var entered = Sys.Do(Call.Fchdir, next) >= 0;
        Sys.Close(next);
        return entered;
    }
}
