using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using R1Code.Sandbox.Images;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// Containers by an engine that speaks Docker's API: Docker, Podman. The only class that knows Docker.DotNet.
/// Every call has a deadline; attaching happens before starting, so no byte of a container is lost.
/// </summary>
internal sealed partial class DockerEngine : IContainerEngine
{
    // The engine's own work, not a submission's: a busy machine may take seconds for a start.
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LoadDeadline = TimeSpan.FromMinutes(5);
    private const int RemoveAttempts = 3;

    // Podman asks for a million unless told, which not every root may have. The box's own limit is far lower.
    private const int Processes = 16_384;
    private static readonly TimeSpan UnusedImageAge = TimeSpan.FromHours(12);

    private readonly DockerClient _client;
    private readonly Uri _endpoint;
    private readonly SystemInfoResponse _system;
    private readonly VersionResponse _version;
    private readonly string _runId;
    private readonly string? _runtime;
    private readonly TimeProvider _time;

    private DockerEngine(
        DockerClient client,
        Uri endpoint,
        SystemInfoResponse system,
        VersionResponse version,
        string runId,
        string? runtime,
        TimeProvider time
    )
    {
        _client = client;
        _endpoint = endpoint;
        _system = system;
        _version = version;
        _runId = runId;
        _runtime = runtime;
        _time = time;
    }

    /// <summary>Whether it is Podman, which takes some options in other forms.</summary>
    public bool IsPodman =>
        _version.Components?.Any(c => c.Name.Contains("Podman", StringComparison.OrdinalIgnoreCase)) == true;

    private string? Runtime => _runtime ?? _system.DefaultRuntime;

    private bool IsGvisor => Runtime?.Contains("runsc", StringComparison.Ordinal) == true;

    /// <summary>Connects to <paramref name="endpoint"/>.</summary>
    /// <exception cref="SandboxUnavailableException">Nothing usable answers there.</exception>
    public static async Task<DockerEngine> ConnectAsync(
        Uri endpoint,
        string runId,
        string? runtime,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var client = new DockerClientBuilder().WithEndpoint(endpoint).WithTimeout(Timeout.InfiniteTimeSpan).Build();
        try
        {
            var system = await CallAsync(
                endpoint,
                "answer",
                client.System.GetSystemInfoAsync,
                ConnectDeadline,
                cancellationToken
            );
            if (runtime is not null && system.Runtimes?.ContainsKey(runtime) != true)
            {
                throw new SandboxUnavailableException(
                    $"The engine at {endpoint} has no runtime '{runtime}'; it has {string.Join(", ", system.Runtimes?.Keys ?? [])}."
                );
            }

            var version = await CallAsync(
                endpoint,
                "give its version",
                client.System.GetVersionAsync,
                // It answered; Podman asks its helpers for their versions too, which takes seconds on a busy machine.
                CallDeadline,
                cancellationToken
            );
            var engine = new DockerEngine(client, endpoint, system, version, runId, runtime, time);
            // Podman takes a box's runtime without a word and starts its own; who asks for gVisor must not get less.
            return runtime is null || !engine.IsPodman || runtime == system.DefaultRuntime
                ? engine
                : throw new SandboxUnavailableException(
                    $"Podman at {endpoint} starts every box with {system.DefaultRuntime}, whatever is asked for. "
                        + $"Make '{runtime}' its default: runtime = \"{runtime}\" in containers.conf, section [engine]."
                );
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public Task<EngineInfo> DescribeAsync(CancellationToken cancellationToken)
    {
        var info = new EngineInfo
        {
            Name = IsPodman ? "podman" : "docker",
            Version = _version.Version,
            ApiVersion = _version.APIVersion,
            Endpoint = _endpoint.ToString(),
            Tier = IsGvisor ? "containers with a user-space kernel (gVisor)" : "containers",
            Runtime = Runtime,
            CgroupVersion = _system.CgroupVersion,
            Missing =
            [
                .. _system.MemoryLimit ? [] : (string[])["memory limit"],
                .. _system.PidsLimit ? [] : (string[])["process limit"],
                .. _system.CPUCfsQuota ? [] : (string[])["CPU limit"],
                .. HasSeccomp(_system) ? [] : (string[])["seccomp"],
                // Podman and gVisor know no number of files for a tmpfs, and gVisor's default is to load no profile.
                .. IsPodman || IsGvisor ? (string[])["number of files in a box"] : [],
                .. IsGvisor ? (string[])["seccomp profile of a whole box"] : [],
            ],
        };
        return Task.FromResult(info);
    }

    /// <inheritdoc />
    public async Task<bool> EnsureImageAsync(SandboxImage image, CancellationToken cancellationToken)
    {
        var isMissing = await FindImageAsync(image.Tag, cancellationToken) is null;
        if (isMissing)
        {
            await LoadAsync(image, cancellationToken);
        }

        await MarkUsedAsync(image.Tag, cancellationToken);
        return isMissing;
    }

    private async Task LoadAsync(SandboxImage image, CancellationToken cancellationToken)
    {
        var loading = new LoadMessages();
        await CallAsync(
            _endpoint,
            $"load the image {image.Tag}",
            async token =>
            {
                // Made while it is sent: the archive is never whole in memory.
                var pipe = new Pipe();
                var writing = WriteAsync(image, pipe.Writer, token);
                await _client.Images.LoadImageAsync(
                    new ImageLoadParameters { Quiet = true },
                    pipe.Reader.AsStream(),
                    loading,
                    token
                );
                await writing;
                return true;
            },
            LoadDeadline,
            cancellationToken
        );
        if (await FindImageAsync(image.Tag, cancellationToken) is null)
        {
            throw new SandboxUnavailableException(
                $"The engine at {_endpoint} took the image {image.Tag} and does not have it. It says: {loading.Last}"
            );
        }
    }

    // Naming an image what it is called already tells the engine, and so every sweep, that it is in use. Loading does not.
    private async Task MarkUsedAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            await CallAsync(
                $"mark the image {tag} as used",
                async token =>
                {
                    await _client.Images.TagImageAsync(
                        tag,
                        new ImageTagParameters { RepositoryName = SandboxImage.Repository, Tag = tag.Split(':')[^1] },
                        token
                    );
                    return true;
                },
                cancellationToken
            );
        }
        // What was found is there, whatever it thinks of its name.
        catch (SandboxUnavailableException e) when (e.InnerException is DockerApiException) { }
    }

    /// <inheritdoc />
    public async Task<string?> FindImageAsync(string tag, CancellationToken cancellationToken)
    {
        var images = await CallAsync(
            "list images",
            token => _client.Images.ListImagesAsync(new() { Filters = Filter("reference", tag) }, token),
            cancellationToken
        );
        return images.FirstOrDefault()?.ID;
    }

    /// <inheritdoc />
    public async Task<IContainer> StartAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var created = await CallAsync(
            $"create a {spec.Role} box",
            token => _client.Containers.CreateContainerAsync(Parameters(spec), token),
            cancellationToken
        );
        MultiplexedStream? streams = null;
        try
        {
            streams = await CallAsync(
                $"attach to a {spec.Role} box",
                token => _client.Containers.AttachContainerAsync(created.ID, AllStreams, token),
                cancellationToken
            );
            await CallAsync(
                $"start a {spec.Role} box",
                token => _client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), token),
                cancellationToken
            );
            return new DockerContainer(this, created.ID, spec.Role, streams);
        }
        catch
        {
            streams?.Dispose();
            await RemoveAsync(created.ID);
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var containers = await ListAsync(RunLabels.Run, cancellationToken);
        var left = containers
            .Where(c => c.Labels.TryGetValue(RunLabels.Owner, out var owner) && RunLabels.IsGone(owner))
            .ToList();
        foreach (var container in left)
        {
            await RemoveAsync(container.ID);
        }

        await SweepImagesAsync(containers.Select(c => c.ImageID).ToHashSet(StringComparer.Ordinal), cancellationToken);
        return left.Count;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<LivingContainer>> CensusAsync(CancellationToken cancellationToken)
    {
        List<LivingContainer> living = [];
        foreach (var container in await ListAsync($"{RunLabels.Run}={_runId}", cancellationToken))
        {
            try
            {
                var details = await CallAsync(
                    "inspect a box",
                    token => _client.Containers.InspectContainerAsync(container.ID, token),
                    cancellationToken
                );
                var role = container.Labels[RunLabels.Role];
                living.Add(new LivingContainer(NameOf(role, container.ID), role, FirstProcessOf(details)));
            }
            // Removed between the list and the look.
            catch (SandboxUnavailableException e)
                when (e.InnerException is DockerApiException { StatusCode: HttpStatusCode.NotFound }) { }
        }

        return living;
    }

    // What the host sees of a box of gVisor are processes of gVisor's kernel, not the box's own.
    private int FirstProcessOf(ContainerInspectResponse details) => IsGvisor ? 0 : (int)(details.State?.Pid ?? 0);

    private static string NameOf(string role, string id) => $"{role} box {id[..12]}";

    /// <summary>How many containers of this run exist, running or not.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await ListAsync($"{RunLabels.Run}={_runId}", cancellationToken)).Count;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var container in await ListAsync($"{RunLabels.Run}={_runId}", CancellationToken.None))
            {
                await RemoveAsync(container.ID);
            }
        }
        // The engine is gone or stuck: nothing can be removed now, the next run's sweep does it.
        catch (SandboxUnavailableException) { }

        _client.Dispose();
    }

    private CreateContainerParameters Parameters(ContainerSpec spec)
    {
        var user = spec.User.ToString(CultureInfo.InvariantCulture);
        return new CreateContainerParameters
        {
            Image = spec.Image,
            Entrypoint = [.. spec.Command],
            Env = [.. spec.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
            User = $"{user}:{user}",
            WorkingDir = "/",
            Hostname = "box",
            NetworkDisabled = true,
            AttachStdin = true,
            AttachStdout = true,
            AttachStderr = true,
            OpenStdin = true,
            StdinOnce = true,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [RunLabels.Run] = _runId,
                [RunLabels.Owner] = RunLabels.ThisOwner,
                [RunLabels.Role] = spec.Role,
            },
            HostConfig = new HostConfig
            {
                NetworkMode = "none",
                IpcMode = "none",
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                CapAdd = [.. spec.Capabilities],
                SecurityOpt = ["no-new-privileges", $"seccomp={SeccompProfile.For(IsPodman, UserCache.Folder)}"],
                Memory = spec.MemoryBytes,
                MemorySwap = spec.MemoryBytes,
                PidsLimit = spec.Pids,
                NanoCPUs = (long)(Math.Min(spec.Cpus, _system.NCPU) * 1e9),
                Tmpfs = Tmpfs(spec),
                Ulimits =
                [
                    Limit("core", 0),
                    Limit("nofile", 1024),
                    .. IsPodman ? [Limit("nproc", Processes)] : (Ulimit[])[],
                ],
                LogConfig = new LogConfig { Type = "none" },
                Runtime = _runtime,
            },
        };
    }

    private static Ulimit Limit(string name, long value) =>
        new()
        {
            Name = name,
            Soft = value,
            Hard = value,
        };

    private Dictionary<string, string> Tmpfs(ContainerSpec spec)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/tmp"] = spec.ScratchOptions };
        if (!IsPodman)
        {
            return mounts;
        }

        // Podman refuses a box whose tmpfs is given an owner or a number of files; root owns it in any case. Unless told
        // otherwise it copies what lies below the mount point, and with that its mode.
        mounts["/tmp"] = string.Join(',', spec.ScratchOptions.Split(',').Where(IsKnownToPodman).Append("notmpcopyup"));

        // In a container with a read-only root Podman puts folders that everyone may write to here, where what one
        // submission leaves would meet the next one. It leaves alone what is mounted already.
        mounts["/run"] = mounts["/var/tmp"] = "ro,noexec,nosuid,nodev,size=4096,mode=0555,notmpcopyup";
        return mounts;
    }

    private static bool IsKnownToPodman(string option) => option.Split('=')[0] is not ("nr_inodes" or "uid" or "gid");

    private static readonly ContainerAttachParameters AllStreams = new()
    {
        Stream = true,
        Stdin = true,
        Stdout = true,
        Stderr = true,
    };

    private static async Task WriteAsync(SandboxImage image, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await image.WriteArchiveAsync(writer.AsStream(leaveOpen: true), cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            await writer.CompleteAsync(e);
            throw;
        }
    }

    private Task<IList<ContainerListResponse>> ListAsync(string label, CancellationToken cancellationToken) =>
        CallAsync(
            "list containers",
            token =>
                _client.Containers.ListContainersAsync(new() { All = true, Filters = Filter("label", label) }, token),
            cancellationToken
        );

    // An image is somebody's while a container uses it, and for some hours after it was made: another program on this
    // machine may be built from other sources and use its own.
    private async Task SweepImagesAsync(HashSet<string> used, CancellationToken cancellationToken)
    {
        var images = await CallAsync(
            "list images",
            token =>
                _client.Images.ListImagesAsync(
                    new() { Filters = Filter("reference", $"{SandboxImage.Repository}:*") },
                    token
                ),
            cancellationToken
        );
        foreach (var image in images.Where(image => !used.Contains(image.ID)))
        {
            try
            {
                var details = await _client.Images.InspectImageAsync(image.ID, cancellationToken);
                if (
                    // An image that was never marked has the year 1, and may be another process's that is being loaded.
                    details.Metadata?.LastTagTime
                        is { Year: > 1 } tagged
                    && _time.GetUtcNow().UtcDateTime - tagged > UnusedImageAge
                )
                {
                    await _client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters(), cancellationToken);
                }
            }
            // In use after all, or gone already: both are fine.
            catch (DockerApiException) { }
        }
    }

    // Kills and removes; not there any more is success. Not cancellable: half a clean-up is a leak. A busy engine may fail
    // to kill in time and succeed a moment later.
    private async Task RemoveAsync(string id)
    {
        for (var attempt = 1; attempt <= RemoveAttempts; attempt++)
        {
            try
            {
                using var deadline = new CancellationTokenSource(CallDeadline);
                await _client.Containers.RemoveContainerAsync(
                    id,
                    new() { Force = true, RemoveVolumes = true },
                    deadline.Token
                );
                return;
            }
            // Gone already, or being removed by someone else.
            catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                return;
            }
            // The engine could not, or does not answer. After the last attempt the next run's sweep removes what is left.
            catch (Exception e)
                when (e is DockerApiException or OperationCanceledException or HttpRequestException or IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), _time);
            }
        }
    }

    private Task<T> CallAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) => CallAsync(_endpoint, what, call, CallDeadline, cancellationToken);

    private static async Task<T> CallAsync<T>(
        Uri endpoint,
        string what,
        Func<CancellationToken, Task<T>> call,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            return await call(deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxUnavailableException(
                $"The engine at {endpoint} did not {what} within {limit.TotalSeconds:0} s. Is it overloaded or stuck?",
                e
            );
        }
        catch (Exception e)
            when (e is DockerApiException or HttpRequestException or IOException or TimeoutException
                || (
                    e is ObjectDisposedException or InvalidOperationException
                    && !cancellationToken.IsCancellationRequested
                )
            )
        {
            throw new SandboxUnavailableException(
                $"The engine at {endpoint} could not {what}: {e.GetBaseException().Message}",
                e
            );
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> Filter(string key, string value) =>
        new(StringComparer.Ordinal) { [key] = new Dictionary<string, bool>(StringComparer.Ordinal) { [value] = true } };

    private static bool HasSeccomp(SystemInfoResponse system) =>
        system.SecurityOptions?.Any(option => option.Contains("seccomp", StringComparison.Ordinal)) == true;
}
