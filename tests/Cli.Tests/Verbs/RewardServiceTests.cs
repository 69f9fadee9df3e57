using System.Net;
using System.Text;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>Rewards from another machine: what a person hears when that machine is not as it should be, before any work.</summary>
public sealed class RewardServiceTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(TestPaths.Root, "src/Trainer/Recipes/first-light.yaml");

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_EndsWith3_WhenTheServiceIsNotThere()
    {
        var result = (await TrainAsync("http://127.0.0.1:1/")).ShouldEndWith(3);

        Assert.Contains("http://127.0.0.1:1/ does not answer", result.Error, StringComparison.Ordinal);
        Assert.Contains("./r1code serve", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Train_EndsWith3_WhenTheServiceHasNoSandbox()
    {
        using var server = new OneAnswer(503, """{"detail":"no box works"}""");

        var result = (await TrainAsync(server.Url)).ShouldEndWith(3);

        Assert.Contains("not ready (503)", result.Error, StringComparison.Ordinal);
        Assert.Contains("no box works", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_EndsWith2_WhenSomethingElseListensThere()
    {
        using var server = new OneAnswer(404, "nothing here");

        var result = (await TrainAsync(server.Url)).ShouldEndWith(2);

        Assert.Contains("there is no rewards service", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_EndsWith2_WhenTheAddressIsNone() =>
        Assert.Contains(
            "reward_service.url",
            (await TrainAsync("judge:8080")).ShouldEndWith(2).Error,
            StringComparison.Ordinal
        );

    private Task<CliResult> TrainAsync(string url) =>
        CliProcess.RunAsync("train", Recipe, "--out", _folder["run"], "--set", $"reward_service.url={url}");

    /// <summary>A server that says the same to everybody.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly HttpListener _listener = new();

        public OneAnswer(int status, string body)
        {
            // Port 0 is not for HttpListener; a free one is found by trying.
            for (var port = 20_000 + (Environment.ProcessId % 10_000); ; port++)
            {
                Url = FormattableString.Invariant($"http://127.0.0.1:{port}/");
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Url);
                try
                {
                    _listener.Start();
                    break;
                }
                catch (HttpListenerException) when (port < 60_000)
                {
                    // Taken.
                }
            }

            _ = AnswerAsync(status, body);
        }

        public string Url { get; }

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync(int status, string body)
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = status;
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
        }
    }
}
