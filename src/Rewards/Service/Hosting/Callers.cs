using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// Who calls. A key comes as <c>Authorization: Bearer</c>, as the password of Basic (what Python clients make of
/// <c>http://any:KEY@host/</c>, the only way to give a key to a client that sends no headers), or as the web page's
/// cookie. Without configured keys everybody on this machine is the same caller.
/// </summary>
internal sealed class Callers
{
    public const string Local = "local";
    public const string CookieName = "r1code_session";

    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    private static readonly object Item = new();
    private readonly (string Name, byte[] Digest)[] _keys;
    private readonly byte[] _sessionSecret;

    public Callers(ServiceOptions options)
    {
        _keys = [.. options.ApiKeys.Select(k => (k.Name, Digest(k.Key)))];
        IsOpen = _keys.Length == 0;

        // From the keys, so that a cookie outlives a restart, holds at every API node, and ends with a changed key.
        _sessionSecret = SHA256.HashData([.. "r1code session"u8, .. _keys.SelectMany(k => k.Digest)]);
    }

    /// <summary>No key is configured: whoever reaches the loopback address may call.</summary>
    public bool IsOpen { get; }

    public static string Of(HttpContext context) => context.Items[Item] as string ?? Local;

    /// <summary>Finds out who calls and remembers it; false when nobody known does.</summary>
    public bool TryRecognise(HttpContext context)
    {
        var name = IsOpen ? Local : FromHeader(context.Request) ?? FromCookie(context.Request);
        context.Items[Item] = name;
        return name is not null;
    }

    public string? NameOf(string key)
    {
        // Every key is compared, in constant time: neither length nor position tells anything about a near miss.
        var digest = Digest(key);
        string? found = null;
        foreach (var (name, known) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(digest, known))
            {
                found = name;
            }
        }

        return found;
    }

    /// <summary>What the page's cookie holds: the name and a proof that one who knows the keys gave it out.</summary>
    public string Session(string name) => $"{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}.{Proof(name)}";

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private string Proof(string name) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_sessionSecret, Encoding.UTF8.GetBytes(name)));

    private string? FromHeader(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return NameOf(header[Bearer.Length..].Trim());
        }

        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : NameOf(pair[(colon + 1)..]);
    }

    private string? FromCookie(HttpRequest request)
    {
        var cookie = request.Cookies[CookieName];
        return _keys
            .Select(k => k.Name)
            .FirstOrDefault(name =>
                cookie is not null
                && CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(cookie),
                    Encoding.UTF8.GetBytes(Session(name))
                )
            );
    }
}
