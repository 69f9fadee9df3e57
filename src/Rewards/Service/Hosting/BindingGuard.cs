using System.Net;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// Without an API key the service is for this machine only: whoever reaches it may run code in the sandbox and read
/// every submission. Wildcards, names and outside addresses are therefore refused before a socket opens.
/// </summary>
internal static class BindingGuard
{
    public static IEnumerable<string> Faults(IEnumerable<string> urls, bool hasKey)
    {
        foreach (var url in urls)
        {
            if (!TryHost(url, out var host))
            {
                yield return $"'{url}' is no address to listen on: it must look like http://127.0.0.1:8080.";
            }
            else if (!hasKey && !IsLoopback(host))
            {
                yield return $"Refusing to listen on {url} without an API key: anybody who reaches it could run code here. "
                    + "Configure a key, or listen on 127.0.0.1.";
            }
        }
    }

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool TryHost(string url, out string host)
    {
        host = "";
        const string Scheme = "http://";
        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // `http://*:80` and `http://+:80` are addresses to Kestrel but not to System.Uri.
        var rest = url[Scheme.Length..].TrimEnd('/');
        if (rest.StartsWith('*') || rest.StartsWith('+'))
        {
            host = rest[..1];
            return rest.Length == 1 || rest[1] == ':';
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.AbsolutePath is not ("/" or ""))
        {
            return false;
        }

        host = uri.Host;
        return true;
    }
}
