using R1Code.Cli.Sandboxing;
using R1Code.Sandbox;

namespace R1Code.Cli.Tests.Sandboxing;

/// <summary>A verb hands over what keeps the boxes busy, and never more than the sandbox takes.</summary>
public sealed class PlacesTests
{
    [Theory]
    [InlineData(2, 64)]
    [InlineData(1024, 4096)]
    public void Places_GrowWithTheBoxes_UpToTheQueuesLimit(int boxes, int expected) =>
        Assert.Equal(expected, SandboxSession.PlacesFor(new SandboxOptions { Boxes = boxes }));
}
