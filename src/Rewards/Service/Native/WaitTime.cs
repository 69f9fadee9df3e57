using System.Globalization;

namespace R1Code.Rewards.Service.Native;

/// <summary>The <c>wait</c> of <c>GET /v1/jobs/{id}?wait=30s</c>: a number with <c>ms</c>, <c>s</c> or <c>m</c>; without a unit seconds.</summary>
internal static class WaitTime
{
    /// <summary>Longest wait of one call; proxies cut idle connections not much later.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>False for what is no time. Longer waits than <see cref="Most"/> are cut to it: the caller asks again anyway.</summary>
    public static bool TryParse(string? text, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (text is null)
        {
            return true;
        }

        var (number, seconds) = text switch
        {
            [.. var n, 'm', 's'] => (n, 0.001),
            [.. var n, 's'] => (n, 1.0),
            [.. var n, 'm'] => (n, 60.0),
            _ => (text, 1.0),
        };
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        wait = TimeSpan.FromSeconds(Math.Min(value * seconds, Most.TotalSeconds));
        return true;
    }
}
