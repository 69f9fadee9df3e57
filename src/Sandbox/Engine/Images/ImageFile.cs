namespace R1Code.Sandbox.Images;

/// <summary>One regular file of the image. There are no links in it: what a link points to is copied.</summary>
/// <param name="Path">Where it lies in the image, absolute.</param>
/// <param name="Source">Where its content is read from on this machine; null when <paramref name="Content"/> holds it.</param>
/// <param name="Executable">Whether it may be started.</param>
/// <param name="Content">Content that is made here rather than copied.</param>
internal sealed record ImageFile(string Path, string? Source, bool Executable = false, byte[]? Content = null)
{
    /// <summary>Opens the content.</summary>
    public Stream Open() => Content is null ? File.OpenRead(Source!) : new MemoryStream(Content, writable: false);
}
