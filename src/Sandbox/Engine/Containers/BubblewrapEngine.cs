using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Images;
using R1Code.Sandbox.Protocol.Boxes;

namespace R1Code.Sandbox.Containers;

/// <summary>
/// Containers by bubblewrap, for machines where no engine answers: own process, network, mount, IPC and host-name
/// namespaces, the image's files as a read-only root, no capability beyond those asked for. It has no control groups and
/// loads no system-call profile of its own, so a box as a whole has no memory, process or CPU limit; those of single
/// tests are enforced by the runner all the same, and each test has the runner's own system-call filter.
/// </summary>
internal sealed class BubblewrapEngine : IContainerEngine
{
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UnusedImageAge = TimeSpan.FromHours(12);

    private readonly string _version;
    private readonly string _images;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, string> _roles = new();

    private BubblewrapEngine(string version, string images, TimeProvider time)
    {
        _version = version;
        _images = images;
        _time = time;
    }

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Tries whether bubblewrap can make namespaces here.</summary>
    /// <exception cref="SandboxUnavailableException">It is not installed, or the kernel refuses.</exception>
    public static async Task<BubblewrapEngine> ConnectAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var version = await ProbeAsync(["--version"], cancellationToken);
        await ProbeAsync(["--ro-bind", "/", "/", .. Namespaces(), "--", "/bin/true"], cancellationToken);
        return new BubblewrapEngine(version.Split(' ')[^1], Path.Combine(UserCache.Folder, "images"), time);
    }

    /// <inheritdoc />
    public Task<EngineInfo> DescribeAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            new EngineInfo
            {
                Name = "bubblewrap",
                Version = _version,
                Endpoint = "bwrap",
                Tier = IsRoot ? "namespaces" : "namespaces of an unprivileged user",
                Missing = ["memory, process and CPU limit of a whole box", "seccomp profile of a whole box"],
            }
        );

    /// <inheritdoc />
    public async Task<bool> EnsureImageAsync(SandboxImage image, CancellationToken cancellationToken)
    {
        var folder = FolderOf(image.Tag);
        if (Directory.Exists(folder))
        {
            Directory.SetLastWriteTimeUtc(folder, _time.GetUtcNow().UtcDateTime);
            return false;
        }

        // Unpacked under another name and renamed: what exists is whole.
        var unfinished = $"{folder}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(unfinished);
        try
        {
            await UnpackAsync(image, unfinished, cancellationToken);
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(unfinished, recursive: true); // another process was faster
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.Delete(unfinished, recursive: true);
            throw new SandboxUnavailableException($"The image could not be unpacked to {folder}: {e.Message}", e);
        }

        return true;
    }

    /// <inheritdoc />
    public Task<string?> FindImageAsync(string tag, CancellationToken cancellationToken) =>
        Task.FromResult(Directory.Exists(FolderOf(tag)) ? FolderOf(tag) : null);

    /// <inheritdoc />
    public Task<IContainer> StartAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--ro-bind",
            FolderOf(spec.Image),
            "/",
            .. Namespaces(),
            .. User(spec),
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            // Its devices stay usable; but nothing is left in a folder there, whoever the box's user is.
            "--remount-ro",
            "/dev",
            "--perms",
            "1777",
            "--size",
            BoxEnvironment.ScratchBytes.ToString(CultureInfo.InvariantCulture),
            "--tmpfs",
            "/tmp",
            "--chdir",
            "/",
            "--hostname",
            "box",
            "--as-pid-1",
            "--new-session",
            "--clearenv",
            .. spec.Environment.SelectMany(pair => (string[])["--setenv", pair.Key, pair.Value]),
            "--",
            .. spec.Command,
            // The root is one folder for all boxes, and the devices are the host's.
            .. spec.SharedFilesArguments,
        ];
        var process = Start(arguments);
        var id = process.Id;
        _roles[id] = spec.Role;
        process.Exited += (_, _) => _roles.TryRemove(id, out _);
        process.EnableRaisingEvents = true;
        return Task.FromResult<IContainer>(new BubblewrapContainer(spec.Role, process));
    }

    /// <summary>
    /// The boxes that this process has started and that live: there is no list but the kernel's. A box is named after the
    /// process that made its namespaces; its first process is that one's only child.
    /// </summary>
    public Task<IReadOnlyList<LivingContainer>> CensusAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LivingContainer>>([
            .. HostProcesses
                .ChildrenOf(Environment.ProcessId)
                .Where(process => HostProcesses.CommandLine(process).StartsWith("bwrap ", StringComparison.Ordinal))
                .Where(_roles.ContainsKey)
                .Select(process =>
                {
                    var inside = HostProcesses.ChildrenOf(process);
                    var role = _roles[process];
                    return new LivingContainer(NameOf(role, process), role, inside is [var first] ? first : 0);
                }),
        ]);

    private static string NameOf(string role, int process) =>
        string.Create(CultureInfo.InvariantCulture, $"{role} box {process}");

    /// <summary>
    /// Removes unpacked images that nobody used for some hours. There are no containers to sweep: a box ends when its
    /// standard input does, and that ends with its owner.
    /// </summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_images))
        {
            foreach (var folder in new DirectoryInfo(_images).EnumerateDirectories())
            {
                if (_time.GetUtcNow().UtcDateTime - folder.LastWriteTimeUtc > UnusedImageAge)
                {
                    folder.Delete(recursive: true);
                }
            }
        }

        return Task.FromResult(0);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string[] Namespaces() =>
        [
            "--unshare-pid",
            "--unshare-net",
            "--unshare-ipc",
            "--unshare-uts",
            .. IsRoot ? [] : (string[])["--unshare-user"],
        ];

    // As root the box's users are real ones, as in a container. Otherwise there is a single user, which the namespace
    // calls root; the runner then keeps tests apart by processes alone.
    private static string[] User(ContainerSpec spec)
    {
        string[] capabilities =
        [
            "--cap-drop",
            "ALL",
            .. spec.Capabilities.SelectMany(c => (string[])["--cap-add", "CAP_" + c]),
        ];
        return IsRoot ? capabilities : [.. capabilities, "--uid", "0", "--gid", "0"];
    }

    private string FolderOf(string tag) => Path.Combine(_images, tag.Replace(':', '-'));

    private static async Task UnpackAsync(SandboxImage image, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"r1code-layer-{Guid.NewGuid():N}.tar");
        await using var layer = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
            }
        );
        image.WriteLayer(layer);
        layer.Position = 0;
        await TarFile.ExtractToDirectoryAsync(layer, folder, overwriteFiles: false, cancellationToken);
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo("bwrap", arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SandboxUnavailableException($"bubblewrap (bwrap) cannot be started: {e.Message}", e);
        }
    }

    private static async Task<string> ProbeAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ProbeDeadline);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = await process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0
                ? output.Trim()
                : throw new SandboxUnavailableException($"bubblewrap cannot isolate here: {errors.Trim()}");
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new SandboxUnavailableException("bubblewrap did not answer.", e);
        }
    }

    private sealed class BubblewrapContainer : IContainer
    {
        private readonly Process _process;
        private readonly ErrorText _errors = new();
        private int _disposed;

        public BubblewrapContainer(string role, Process process)
        {
            _process = process;
            Name = NameOf(role, process.Id);
            Input = new InputPipe(process.StandardInput.BaseStream);
            Output = new OutputPipe(process.StandardOutput.BaseStream);
            _ = Task.Run(ReadErrorsAsync);
        }

        public string Name { get; }

        public Stream Input { get; }

        public Stream Output { get; }

        public string Errors => _errors.ToString();

        public Task<ContainerState> InspectAsync(CancellationToken cancellationToken) =>
            Task.FromResult(
                _process.HasExited
                    ? new ContainerState(Running: false, _process.ExitCode, OutOfMemory: false)
                    : new ContainerState(Running: true, ExitCode: null, OutOfMemory: false)
            );

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) != 0)
            {
                return;
            }

            // Killing the first process of the namespace kills everything in it.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
        }

        private async Task ReadErrorsAsync()
        {
            var buffer = new byte[4096];
            try
            {
                int read;
                while ((read = await _process.StandardError.BaseStream.ReadAsync(buffer)) > 0)
                {
                    _errors.Append(buffer.AsSpan(0, read));
                }
            }
            // The box was disposed meanwhile.
            catch (Exception e) when (e is ObjectDisposedException or IOException or InvalidOperationException) { }
        }
    }

    // Reads and writes of a pipe do not stop when they are cancelled. The caller goes on at once; what is left waiting
    // ends with the box, which is always disposed after a cancelled conversation.
    private sealed class InputPipe(Stream pipe) : OneWayStream(canRead: false)
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            await pipe.WriteAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            await pipe.FlushAsync(cancellationToken);
        }
    }

    private sealed class OutputPipe(Stream pipe) : OneWayStream(canRead: true)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => await pipe.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken);
    }
}
