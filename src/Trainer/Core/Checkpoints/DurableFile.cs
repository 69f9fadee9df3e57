using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace R1Code.Trainer.Checkpoints;

/// <summary>Files that are either the old ones or the new ones, whatever happens in between.</summary>
internal static class DurableFile
{
    /// <summary>Writes under a temporary name, forces it to disk and renames. Returns the SHA-256 of what was written.</summary>
    /// <exception cref="IOException">The disk is full or the folder not writable; an older file of that name is untouched.</exception>
    public static string Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            string hash;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            using (var sha = SHA256.Create())
            {
                using (var hashing = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true))
                {
                    write(hashing);
                }

                file.Flush(flushToDisk: true);
                hash = Convert.ToHexStringLower(sha.Hash!);
            }

            File.Move(temporary, path, overwrite: true);
            SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return hash;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new IOException(
                $"{path}: could not be written ({failure.Message}); what stood there before is untouched.",
                failure
            );
        }
    }

    /// <summary>Makes renames in a folder survive a power cut. Where the system has no such call, it is left to the system.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(System.Text.Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (descriptor >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
