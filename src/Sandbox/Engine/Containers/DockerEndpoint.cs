namespace R1Code.Sandbox.Containers;

/// <summary>Where a Docker or Podman engine may answer, in the order in which they are tried.</summary>
internal static class DockerEndpoint
{
    /// <summary>
    /// <c>DOCKER_HOST</c> alone when it is set, because then a person has chosen; otherwise the usual sockets that exist.
    /// </summary>
    public static IReadOnlyList<Uri> Candidates(Func<string, string?> variable, Func<string, bool> exists)
    {
        if (variable("DOCKER_HOST") is { Length: > 0 } chosen)
        {
            return Uri.TryCreate(chosen, UriKind.Absolute, out var uri)
                ? [uri]
                : throw new SandboxUnavailableException(
                    $"DOCKER_HOST is '{chosen}', which is no address. It looks like unix:///var/run/docker.sock."
                );
        }

        var runtime = variable("XDG_RUNTIME_DIR");
        string?[] sockets =
        [
            "/var/run/docker.sock",
            runtime is null ? null : $"{runtime}/docker.sock",
            runtime is null ? null : $"{runtime}/podman/podman.sock",
            "/run/podman/podman.sock",
        ];
        return [.. sockets.Where(path => path is not null && exists(path)).Select(path => new Uri($"unix://{path}"))];
    }
}
