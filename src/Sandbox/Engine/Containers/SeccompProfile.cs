using System.Security.Cryptography;
using System.Text;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// The system-call profile in the form that an engine takes: Docker wants its text and takes a path for broken JSON,
/// Podman wants a path and takes the text for one. Neither starts a box without the profile when it gets the wrong form.
/// </summary>
internal static class SeccompProfile
{
    /// <summary>The value of the engine's <c>seccomp</c> option.</summary>
    /// <exception cref="SandboxUnavailableException">The file that Podman reads cannot be written.</exception>
    public static string For(bool isPodman, string folder) => isPodman ? Written(folder) : EmbeddedText.SeccompProfile;

    // Named by its content, written under another name and renamed: what exists is whole, and other versions of this
    // program have files of their own. Looked at before every box, because what lies in a cache may be deleted at any time.
    private static string Written(string folder)
    {
        var content = Encoding.UTF8.GetBytes(EmbeddedText.SeccompProfile);
        var path = Path.Combine(folder, $"seccomp-{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}.json");
        try
        {
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                Directory.CreateDirectory(folder);
                var unfinished = $"{path}.{Guid.NewGuid():N}";
                File.WriteAllBytes(unfinished, content);
                File.Move(unfinished, path, overwrite: true);
            }

            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SandboxUnavailableException(
                $"Podman reads the system-call profile from a file, and {path} cannot be written: {e.Message}",
                e
            );
        }
    }
}
