using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Tests.Support;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>One process of the service; its sandbox is scripted and takes 20 ms for a submission.</summary>
internal sealed class Node : IAsyncDisposable
{
    /// <summary>Set to 1: every judgement is marked, so that one can be told from another of the same program.</summary>
    public const string MarkedVariable = "R1CODE_TEST_MARKED";

    /// <summary>A file into which the process writes its spans.</summary>
    public const string SpansVariable = "R1CODE_TEST_SPANS";

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
                return string.Join('\n', _output.TakeLast(80));
            }
        }
    }

    public static async Task<int> RunAsync(string role, string url, string connection)
    {
        using var spans = SpanFile.Open(Environment.GetEnvironmentVariable(SpansVariable));
        var scripted = new ScriptedSandbox { Gate = (_, token) => Task.Delay(20, token) };
        ISandbox sandbox =
            Environment.GetEnvironmentVariable(MarkedVariable) == "1" ? new MarkingSandbox(scripted) : scripted;
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

    public static async Task<Node> StartAsync(
        string role,
        int port,
        string connection,
        params (string Name, string Value)[] variables
    )
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
        foreach (var (name, value) in variables)
        {
            process.StartInfo.Environment[name] = value;
        }

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
