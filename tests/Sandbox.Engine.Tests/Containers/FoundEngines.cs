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
    private static readonly string[] ProgramFolders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];

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

            var engine = await DockerEngine.ConnectAsync(
                new Uri(runtime is null ? name : name[Runsc.Length..]),
                Guid.NewGuid().ToString("N"),
                runtime,
                TimeProvider.System,
                token
            );
            // Podman names every runtime that it would know, there or not.
            var isThere = runtime is null || !engine.IsPodman || Array.Exists(ProgramFolders, HoldsRunsc);
            Assert.SkipUnless(isThere, "runsc is not installed");
            return engine;
        }
        catch (SandboxUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static bool HoldsRunsc(string folder) => File.Exists(Path.Combine(folder, "runsc"));
}
