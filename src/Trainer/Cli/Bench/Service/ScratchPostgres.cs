using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using R1Code.Cli.Hosting;

namespace R1Code.Cli.Bench.Service;

/// <summary>
/// A PostgreSQL of its own on a free loopback port, with its usual settings; it and its data go with this object, and with
/// this process however it ends.
/// </summary>
internal sealed class ScratchPostgres : IDisposable
{
    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port = FreePort();
    private readonly Afterwards _afterwards;

    private ScratchPostgres(string binaries)
    {
        _binaries = binaries;
        _folder = Directory.CreateTempSubdirectory("r1code-bench-pg-").FullName;
        _afterwards = new Afterwards(
            """
            folder=$1; shift
            test -e "$folder/data/postmaster.pid" && "$@" -D "$folder/data" -m immediate -w stop
            rm -rf -- "$folder"
            """,
            [_folder, .. AsItsUser("pg_ctl")]
        );
    }

    /// <summary>How to connect to it.</summary>
    public string Connection =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=r1code;Database=postgres");

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Starts one; null where PostgreSQL's server is not installed.</summary>
    public static ScratchPostgres? TryStart()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        if (binaries is null)
        {
            return null;
        }

        var server = new ScratchPostgres(binaries);
        try
        {
            server.Start();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _afterwards.Dispose();

    private void Start()
    {
        if (Environment.IsPrivilegedProcess)
        {
            Shell("chown", "postgres", _folder); // it refuses to run as root
        }

        Run("initdb", "-D", Data, "-U", "r1code", "-A", "trust", "-E", "UTF8", "--locale=C");
        Run(
            "pg_ctl",
            "-D",
            Data,
            "-w",
            "-l",
            Path.Combine(_folder, "log"),
            "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {_port} -k {_folder} -c listen_addresses=127.0.0.1"),
            "start"
        );
    }

    private void Run(string program, params string[] arguments)
    {
        string[] command = [.. AsItsUser(program), .. arguments];
        Shell(command[0], command[1..]);
    }

    private string[] AsItsUser(string program)
    {
        var path = Path.Combine(_binaries, program);
        return Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path]
            : [path];
    }

    // The server keeps what it inherits: its output goes nowhere, not into a pipe that somebody would wait for.
    private static void Shell(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "/bin/sh",
            ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]
        )
        {
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new VerbFailedException(
                $"{Path.GetFileName(program)} ended with {process.ExitCode}; PostgreSQL could not be started."
            );
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
