using System.Net;
using System.Net.Sockets;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// Connects callbacks. The operator allows hosts by name, but others may decide what a name stands for: one that turns
/// out to be this machine or a link-local address (where clouds keep their secrets) is not connected to, unless the list
/// names that address, or this machine, itself.
/// </summary>
internal static class CallbackConnection
{
    public static async ValueTask<Stream> OpenAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = IsPlain(host) ? addresses : [.. addresses.Where(a => !IsNear(a))];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                $"The callback host '{host}' is an address of this machine or of its link; name the address itself to allow it."
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>An address that names alone may not lead to.</summary>
    public static bool IsNear(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain)
            || plain.Equals(IPAddress.Any)
            || plain.Equals(IPAddress.IPv6Any)
            || plain.IsIPv6LinkLocal
            || (plain.AddressFamily == AddressFamily.InterNetwork && plain.GetAddressBytes() is [169, 254, ..]);
    }

    private static bool IsPlain(string host) =>
        IPAddress.TryParse(host, out _) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
