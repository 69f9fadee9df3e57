using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using R1Code.Cli.Hosting;

namespace R1Code.Cli.Bench.Service;

/// <summary>This program once more, as a worker on a database.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Afterwards _afterwards;

    private WorkerProcess(Process process)
    {
        _process = process;

        // As a service manager would: it removes its containers before it goes.
        _afterwards = new Afterwards(
            "grep -q worker \"/proc/$1/cmdline\" && kill -TERM \"$1\"",
            process.Id.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>Starts it; returns when its boxes answer.</summary>
    public static async Task<WorkerProcess> StartAsync(
        string connection,
        int boxes,
        CancellationToken cancellationToken
    )
    {
        var url = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(WorkerProcess).Assembly.Location,
                "serve",
                "--role",
                "worker",
                "--storage",
                "postgres",
                "--urls",
                url,
                "--workers",
                boxes.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["R1CODE_CONNECTION"] = connection;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var worker = new WorkerProcess(process);
        try
        {
            await worker.ReadyAsync(url, cancellationToken);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _afterwards.Dispose();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadyAsync(string url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience; )
        {
            try
            {
                using var response = await http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(200, cancellationToken);
        }

        throw new VerbFailedException($"A worker process was not ready after {Patience.TotalMinutes} minutes.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
