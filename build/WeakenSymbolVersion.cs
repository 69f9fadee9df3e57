using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a copy of an ELF library in which one needed symbol version is weak, so that the loader accepts a system
/// library without it. Writes nothing where the system's libstdc++ has that version. Not covered: 32-bit or big-endian files.
/// </summary>
public sealed class WeakenSymbolVersion : Task
{
    private const int SectionTypeVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakFlag = 2; // VER_FLG_WEAK

    private static readonly string[] LibraryFolders =
    {
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
        "/lib64",
        "/lib",
    };

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    [Required]
    public string SymbolVersion { get; set; }

    public override bool Execute()
    {
        // Deleted, not overwritten: a running program may have the old file mapped.
        if (File.Exists(Destination))
        {
            File.Delete(Destination);
        }

        if (SystemLibraryHasVersion())
        {
            return true;
        }

        var image = File.ReadAllBytes(Source);
        if (!TryMarkWeak(image))
        {
            Log.LogMessage(MessageImportance.Low, "{0} does not need {1}.", Source, SymbolVersion);
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        File.WriteAllBytes(Destination, image);
        Log.LogMessage(MessageImportance.Normal, "{0} is weak in {1}.", SymbolVersion, Destination);
        return true;
    }

    private bool SystemLibraryHasVersion()
    {
        var library = LibraryFolders.Select(folder => folder + "/libstdc++.so.6").FirstOrDefault(File.Exists);
        if (library == null)
        {
            return true; // not where distributions put it: leave the package's file as it is
        }

        var text = Encoding.GetEncoding("iso-8859-1").GetString(File.ReadAllBytes(library));
        return text.IndexOf(SymbolVersion + "\0", StringComparison.Ordinal) >= 0;
    }

    private bool TryMarkWeak(byte[] image)
    {
        var sectionTable = (int)BitConverter.ToUInt64(image, 40);
        var sectionSize = BitConverter.ToUInt16(image, 58);
        var sectionCount = BitConverter.ToUInt16(image, 60);
        for (var index = 0; index < sectionCount; index++)
        {
            var header = sectionTable + index * sectionSize;
            if (BitConverter.ToUInt32(image, header + 4) == SectionTypeVersionNeeds)
            {
                var names = sectionTable + (int)BitConverter.ToUInt32(image, header + 40) * sectionSize;
                return TryMarkWeak(image, SectionOffset(image, header), SectionOffset(image, names));
            }
        }

        return false;
    }

    private bool TryMarkWeak(byte[] image, int need, int names)
    {
        var found = false;
        for (int step = -1; step != 0; need += step)
        {
            var entry = need + (int)BitConverter.ToUInt32(image, need + 8);
            for (int next = -1; next != 0; entry += next)
            {
                if (ReadName(image, names + (int)BitConverter.ToUInt32(image, entry + 8)) == SymbolVersion)
                {
                    image[entry + 4] |= (byte)WeakFlag;
                    found = true;
                }

                next = (int)BitConverter.ToUInt32(image, entry + 12);
            }

            step = (int)BitConverter.ToUInt32(image, need + 12);
        }

        return found;
    }

    private static int SectionOffset(byte[] image, int header)
    {
        return (int)BitConverter.ToUInt64(image, header + 24);
    }

    private static string ReadName(byte[] image, int start)
    {
        return Encoding.ASCII.GetString(image, start, Array.IndexOf(image, (byte)0, start) - start);
    }
}
