using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a copy of a managed assembly whose methods are compiled without optimisation, by setting a bit of the
/// <c>DebuggableAttribute</c> it has. Unoptimised code keeps a method's arguments alive until it returns. An assembly that
/// passes native handles of objects with finalizers and forgets <c>GC.KeepAlive</c> is safe only that way.
/// </summary>
public sealed class KeepArgumentsAlive : Task
{
    // A blob of 8 bytes: prolog 1, DebuggingModes IgnoreSymbolStoreSequencePoints, no named arguments.
    private static readonly byte[] Released = { 8, 1, 0, 2, 0, 0, 0, 0, 0 };

    // The same with Default and DisableOptimizations.
    private static readonly byte[] Unoptimised = { 8, 1, 0, 3, 1, 0, 0, 0, 0 };

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    public override bool Execute()
    {
        var image = File.ReadAllBytes(Source);
        var at = Find(image, 0);
        if (at < 0 || Find(image, at + 1) >= 0)
        {
            Log.LogError(
                "{0} has not exactly one DebuggableAttribute of a release build; see build/Torch.props.",
                Source
            );
            return false;
        }

        Unoptimised.CopyTo(image, at);

        // Deleted, not overwritten: a running program may have the old file mapped.
        if (File.Exists(Destination))
        {
            File.Delete(Destination);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Destination));
        File.WriteAllBytes(Destination, image);
        return true;
    }

    private static int Find(byte[] image, int from)
    {
        for (var at = from; at <= image.Length - Released.Length; at++)
        {
            var same = 0;
            while (same < Released.Length && image[at + same] == Released[same])
            {
                same++;
            }

            if (same == Released.Length)
            {
                return at;
            }
        }

        return -1;
    }
}
