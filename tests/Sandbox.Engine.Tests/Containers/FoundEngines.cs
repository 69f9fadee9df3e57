using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests.Containers;

/// <summary>
/// The engines of this machine beside the one that is taken by itself: another runtime of the same one, other sockets,
/// bubblewrap. <c>R1CODE_ENGINES</c> names further sockets, with commas between them.
/// </summary>
internal static class FoundEngines
{
    private const string Bubblewrap = "bubblewrap";
    private const string Runsc = "runsc at ";

    /// <summary>Their names. Whether one of them answers shows when it is connected to.</summary>
    public static IReadOnlyList<string> Others
    {
        get
        {
            var sockets = DockerEndpoint.Candidates(Environment.GetEnvironmentVariable, File.Exists);
            var named = (Environment.GetEnvironmentVariable("R1CODE_ENGINES") ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(address => new Uri(address));
            var all = sockets.Concat(named).ToList();
            return [.. all.Skip(1).Select(uri => uri.ToString()), .. all.Select(uri => Runsc + uri), Bubblewrap];
        }
    }

    /// <summary>Connects, or skips the test where it does not answer.</summary>
    public static async Task<IContainerEngine> ConnectAsync(string name)
    {
        var runtime = name.StartsWith(Runsc, StringComparison.Ordinal) ? "runsc" : null;
        var token = TestContext.Current.CancellationToken;
        try
        {
            if (name == Bubblewrap)
            {
                return await BubblewrapEngine.ConnectAsync(TimeProvider.System, token);
            }

            return await DockerEngine.ConnectAsync(
                new Uri(runtime is null ? name : name[Runsc.Length..]),
                Guid.NewGuid().ToString("N"),
                runtime,
                TimeProvider.System,
                token
            );
        }
        catch (SandboxUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
