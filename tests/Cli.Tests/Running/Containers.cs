using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace R1Code.Cli.Tests.Running;

/// <summary>The engine's own view of the containers that a command started, found by their owner's process number.</summary>
internal sealed class Containers : IDisposable
{
    private readonly DockerClient _client = new DockerClientBuilder().WithEndpoint(Endpoint()).Build();

    /// <summary>Those of a process, running or not.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> OfAsync(int processId)
    {
        var all = await _client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true },
            TestContext.Current.CancellationToken
        );
        var owner = processId.ToString(CultureInfo.InvariantCulture) + ":";
        return
        [
            .. all.Where(container =>
                container.Labels.TryGetValue("r1code.owner-pid", out var label)
                && label.StartsWith(owner, StringComparison.Ordinal)
            ),
        ];
    }

    /// <summary>Waits until a process has some.</summary>
    public async Task<IReadOnlyList<ContainerListResponse>> WaitForAsync(CliProcess cli, string role)
    {
        while (true)
        {
            var found = (await OfAsync(cli.Id))
                .Where(c => c.Labels["r1code.role"] == role && c.State == "running")
                .ToList();
            if (found.Count > 0)
            {
                return found;
            }

            Assert.False(cli.HasExited, "the command ended before it started a container");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills one as if the machine had run out of memory.</summary>
    public Task KillAsync(string id) =>
        _client.Containers.KillContainerAsync(
            id,
            new ContainerKillParameters { Signal = "KILL" },
            TestContext.Current.CancellationToken
        );

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static Uri Endpoint()
    {
        var chosen = Environment.GetEnvironmentVariable("DOCKER_HOST");
        return new Uri(string.IsNullOrEmpty(chosen) ? "unix:///var/run/docker.sock" : chosen);
    }
}
