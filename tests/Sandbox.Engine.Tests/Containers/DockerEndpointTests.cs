using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests.Containers;

public sealed class DockerEndpointTests
{
    [Fact]
    public void Candidates_AreTheChosenHostAlone_WhenDockerHostIsSet()
    {
        var found = DockerEndpoint.Candidates(_ => "tcp://127.0.0.1:2375", _ => true);

        Assert.Equal([new Uri("tcp://127.0.0.1:2375")], found);
    }

    [Fact]
    public void Candidates_AreTheUsualSocketsThatExist_DockerFirst()
    {
        var found = DockerEndpoint.Candidates(
            name => name == "XDG_RUNTIME_DIR" ? "/run/user/7" : null,
            path => path is "/var/run/docker.sock" or "/run/user/7/podman/podman.sock"
        );

        Assert.Equal([new Uri("unix:///var/run/docker.sock"), new Uri("unix:///run/user/7/podman/podman.sock")], found);
    }

    [Fact]
    public void Candidates_SayWhatIsWrong_WhenDockerHostIsNoAddress()
    {
        var e = Assert.Throws<SandboxUnavailableException>(() =>
            DockerEndpoint.Candidates(_ => "not an address", _ => true)
        );

        Assert.Contains("DOCKER_HOST is 'not an address'", e.Message, StringComparison.Ordinal);
    }
}
