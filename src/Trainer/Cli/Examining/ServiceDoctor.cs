using System.Globalization;
using System.Net;
using System.Net.Sockets;
using R1Code.Rewards.Service;
using R1Code.Sandbox.Setup;

namespace R1Code.Cli.Examining;

/// <summary>Looks at what <c>serve</c> needs.</summary>
internal static class ServiceDoctor
{
    /// <summary>Whether the default port is free.</summary>
    public static DoctorFinding Port()
    {
        var address = new Uri(new ServiceOptions().Urls[0]);
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, address.Port);
            listener.Start();
            return new("port", DoctorStatus.Good, $"{address.Authority} is free for `serve`");
        }
        catch (SocketException)
        {
            return new(
                "port",
                DoctorStatus.Warning,
                $"{address.Authority} is taken",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Give `serve` another one: --urls http://127.0.0.1:{address.Port + 1}"
                )
            );
        }
    }
}
