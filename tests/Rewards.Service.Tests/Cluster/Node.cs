using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>One process of the service; its sandbox is scripted and takes 20 ms for a submission.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _output = [];

    private Node(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What it wrote, for the message of a failed test.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output.TakeLast(20));
            }
        }
    }

    public static async Task<int> RunAsync(string role, string url, string connection)
    {
        var sandbox = new ScriptedSandbox { Gate = (_, token) => Task.Delay(20, token) };
        await using var host = RewardsHost.Create(
            new ServiceOptions
            {
                Urls = [url],
                Role = Enum.Parse<ServiceRole>(role, ignoreCase: true),
                Storage = StorageKind.Postgres,
                ConnectionString = connection,
                LogLevel = LogLevel.Warning,
                Queue = new QueueOptions
                {
                    Workers = 4,
                    SliceSize = 8,
                    WorkerSilence = TimeSpan.FromSeconds(3),
                },
            },
            role == "api" ? null : sandbox
        );
        await host.RunAsync();
        return 0;
    }

    public static async Task<Node> StartAsync(string role, int port, string connection)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(
                Path.Combine(AppContext.BaseDirectory, "R1Code.Rewards.Service.Tests"),
                ["node", role, url, connection]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var node = new Node(process, new Uri(url));
        process.OutputDataReceived += (_, e) => node.Note(e.Data);
        process.ErrorDataReceived += (_, e) => node.Note(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = node.Address };
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.False(process.HasExited, node.Output);
                return (
                    await client.GetAsync(new Uri("/healthz", UriKind.Relative), RunningService.Token)
                ).IsSuccessStatusCode;
            },
            $"the {role} node starts"
        );
        return node;
    }

    /// <summary>As <c>kill -9</c>: no word to anybody.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }
}
