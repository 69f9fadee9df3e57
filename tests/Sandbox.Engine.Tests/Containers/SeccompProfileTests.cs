using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests.Containers;

public sealed class SeccompProfileTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"r1code-seccomp-{Guid.NewGuid():N}");

    [Fact]
    public void Docker_IsGivenTheProfileItself() =>
        Assert.Equal(EmbeddedText.SeccompProfile, SeccompProfile.For(isPodman: false, _folder));

    [Fact]
    public void Podman_IsGivenAFileThatHoldsTheProfile_AlsoAfterSomebodyChangedOrRemovedIt()
    {
        var path = SeccompProfile.For(isPodman: true, _folder);
        Assert.Equal(EmbeddedText.SeccompProfile, File.ReadAllText(path));

        File.WriteAllText(path, "{}");
        Assert.Equal(EmbeddedText.SeccompProfile, File.ReadAllText(SeccompProfile.For(isPodman: true, _folder)));

        Directory.Delete(_folder, recursive: true);
        Assert.Equal(path, SeccompProfile.For(isPodman: true, _folder));
        Assert.Equal(EmbeddedText.SeccompProfile, File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Podman_IsNotAsked_WhenTheFileCannotBeWritten()
    {
        File.WriteAllText(_folder, "a file where the folder should be");

        var e = Assert.Throws<SandboxUnavailableException>(() => SeccompProfile.For(isPodman: true, _folder));

        Assert.Contains(_folder, e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        File.Delete(_folder);
    }
}
