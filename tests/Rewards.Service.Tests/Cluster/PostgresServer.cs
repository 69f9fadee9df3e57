using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>A PostgreSQL of its own on a free loopback port with its data in a temporary folder; tests are skipped where it is not installed.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1code-pg-").FullName;
    private readonly string? _binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory
            .GetDirectories("/usr/lib/postgresql")
            .OrderDescending(StringComparer.Ordinal)
            .Select(d => Path.Combine(d, "bin"))
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    public int Port { get; } = FreePort();

    public string Connection =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=r1code;Database=postgres");

    private string Data => Path.Combine(_folder, "data");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Require() =>
        Assert.SkipWhen(_binaries is null, "PostgreSQL's server is not installed (apt-get install postgresql).");

    public async ValueTask InitializeAsync()
    {
        if (_binaries is null)
        {
            return;
        }

        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await ServerAsync("initdb", "-D", Data, "-U", "r1code", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        await StartAsync();
    }

    public Task StartAsync() =>
        ServerAsync(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1"),
            "start"
        );

    /// <summary>The one number that a query over <paramref name="value"/> gives.</summary>
    public async Task<long> CountAsync(string sql, object value)
    {
        await using var source = NpgsqlDataSource.Create(Connection);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync(RunningService.Token))!;
    }

    /// <summary>Ends it as a crash would: no checkpoint, connections cut.</summary>
    public Task CrashAsync() => ServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>As <c>kill -9</c> of the server itself: its backends notice by themselves, some time later.</summary>
    public async Task KillAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid"), CancellationToken.None);
        using var server = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        server.Kill();
        await server.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Starts it after <see cref="KillAsync"/>: refused as long as old backends hold the shared memory.</summary>
    public async Task StartAgainAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await StartAsync();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (tries < 100)
            {
                await Task.Delay(200, CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_binaries is not null && File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await CrashAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task ServerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries!, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what it is given and keeps it: its output goes to the log, not to a pipe that we would wait for.
        using var process = Process.Start(
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]
            )
            {
                WorkingDirectory = "/",
            }
        )!;
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}");
    }
}
