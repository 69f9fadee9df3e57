namespace R1Code.Trainer.Checkpoints;

/// <summary>A folder that is written beside its place and then moved there.</summary>
internal static class AtomicFolder
{
    private const string PreviousSuffix = ".previous";

    public static void Write(string folder, Action<string> write)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Recover(folder);
        Sweep(folder);
        var staging = $"{folder}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(staging);
        try
        {
            write(staging);
            DurableFile.SyncFolder(staging);
            Replace(folder, staging);
        }
        catch
        {
            Directory.Delete(staging, recursive: true);
            throw;
        }
    }

    /// <summary>Finishes a replacement that was cut off between its two renames.</summary>
    public static void Recover(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var previous = folder + PreviousSuffix;
        if (!Directory.Exists(previous))
        {
            return;
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(previous, recursive: true);
        }
        else
        {
            Directory.Move(previous, folder);
        }
    }

    /// <summary>Removes what a killed process left half written. A folder has one writer, so nobody else is at it now.</summary>
    private static void Sweep(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var left in Directory.GetDirectories(parent, $"{Path.GetFileName(folder)}.*.tmp"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static void Replace(string folder, string staging)
    {
        var previous = folder + PreviousSuffix;
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, previous);
        }

        Directory.Move(staging, folder);
        DurableFile.SyncFolder(Path.GetDirectoryName(folder)!);
        if (Directory.Exists(previous))
        {
            Directory.Delete(previous, recursive: true);
        }
    }
}
