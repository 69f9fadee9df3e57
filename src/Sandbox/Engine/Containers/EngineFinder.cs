namespace R1Code.Sandbox.Containers;

/// <summary>Finds the engine that the options ask for.</summary>
internal static class EngineFinder
{
    /// <summary>An engine that answers.</summary>
    /// <exception cref="SandboxUnavailableException">None does; the message says what was tried and what to do.</exception>
    public static async Task<IContainerEngine> FindAsync(
        SandboxOptions options,
        string runId,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        List<string> tried = [];
        if (options.Engine is "auto" or "docker")
        {
            foreach (var endpoint in DockerEndpoint.Candidates(Environment.GetEnvironmentVariable, File.Exists))
            {
                try
                {
                    return await DockerEngine.ConnectAsync(endpoint, runId, options.Runtime, time, cancellationToken);
                }
                catch (SandboxUnavailableException e)
                {
                    tried.Add(e.Message);
                }
            }

            if (tried.Count == 0)
            {
                tried.Add("No Docker or Podman socket exists.");
            }
        }

        // DOCKER_HOST names the engine a person wants; another kind of isolation in its place would be a surprise.
        var isChosen = Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 };
        if (options.Engine is "bubblewrap" || (options.Engine is "auto" && options.Runtime is null && !isChosen))
        {
            try
            {
                return await BubblewrapEngine.ConnectAsync(time, cancellationToken);
            }
            catch (SandboxUnavailableException e)
            {
                tried.Add(e.Message);
            }
        }

        throw new SandboxUnavailableException(
            "No container engine answers. "
                + string.Join(" ", tried)
                + " Run `./r1code setup`, or start an engine and let this user reach its socket (or set DOCKER_HOST)."
        );
    }
}
