using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using R1Code.Cli.Tests.Running;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>`docker/cluster-local.sh`: PostgreSQL, an API node and two workers from one command, with real boxes.</summary>
[Collection(SandboxedGroup.Name)]
public sealed class ClusterScriptTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = FreePort();

    public void Dispose()
    {
        _folder.Dispose();
        var data = $"/var/tmp/r1code-cluster-{_port.ToString(CultureInfo.InvariantCulture)}"; // where it lies as root
        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Cluster_DoesAJobOnItsWorkers_AndLeavesNothingRunning()
    {
        Assert.SkipWhen(
            !Directory.Exists("/usr/lib/postgresql"),
            "PostgreSQL's server is not installed (apt-get install postgresql)."
        );
        using var script = Start();
        try
        {
            using var http = new HttpClient
            {
                BaseAddress = new Uri($"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}"),
                Timeout = TimeSpan.FromMinutes(3),
            };
            await HealthyAsync(http, script);
            var client = new RewardsClient(http);
            var job = await client.SubmitAsync(Batch(40), Token);
            var done = await client.WaitAsync(job.Id, Token);

            Assert.Equal(JobState.Done, done.State);
            Assert.All(done.Results, r => Assert.Equal(VerdictStatus.Accepted, r!.Verdict!.Status));
        }
        finally
        {
            // The script alone: ending the others is its affair. Not by SIGINT, which whoever runs the tests may ignore.
            using var interrupt = Process.Start("kill", ["-TERM", script.Id.ToString(CultureInfo.InvariantCulture)]);
            await interrupt.WaitForExitAsync(CancellationToken.None);
            await script.WaitForExitAsync(CancellationToken.None);
        }

        using var socket = new TcpClient();
        await Assert.ThrowsAnyAsync<SocketException>(() =>
            socket.ConnectAsync(IPAddress.Loopback, _port + 1000, Token).AsTask()
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Process Start()
    {
        var start = new ProcessStartInfo(
            "bash",
            [Path.Combine(TestPaths.Root, "docker/cluster-local.sh"), "2", _port.ToString(CultureInfo.InvariantCulture)]
        )
        {
            UseShellExecute = false,
        };
        start.Environment["R1CODE_CLUSTER_STATE"] = _folder.Path;
        return Process.Start(start)!;
    }

    private async Task HealthyAsync(HttpClient http, Process script)
    {
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri("/healthz", UriKind.Relative), Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                Assert.False(script.HasExited, Logs());
            }

            await Task.Delay(200, Token);
        }
    }

    private string Logs() =>
        string.Join('\n', Directory.EnumerateFiles(_folder.Path, "*.log").Select(f => $"{f}\n{File.ReadAllText(f)}"));

    private static ScoreRequest Batch(int items) =>
        new()
        {
            Items =
            [
                .. Enumerable
                    .Range(0, items)
                    .Select(i => new ScoreItem
                    {
                        Problem = new Problem { Id = "p", Tests = [new ProblemTest { Input = "", Expected = "42" }] },
                        Completion =
                            $"```csharp\n// {i.ToString(CultureInfo.InvariantCulture)}\nConsole.WriteLine(42);\n```",
                        Sample = i,
                    }),
            ],
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port % 30_000 + 20_000;
    }
}
