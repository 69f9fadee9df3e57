using System.Net;
using System.Net.Http.Headers;
using R1Code.Cli.Hosting;
using R1Code.Sandbox;
using R1Code.Trainer;

namespace R1Code.Cli.Rewarding;

/// <summary>Asks a rewards service before any work whether it is there, takes the key, and has a sandbox that answers.</summary>
internal sealed class RewardServiceCheck(HttpClient http, RewardService service)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Tries = 3;

    /// <summary>Returns when all is well.</summary>
    /// <exception cref="BadInputException">It does not take the key.</exception>
    /// <exception cref="SandboxUnavailableException">It is not there, or its sandbox does not answer.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (ready, body) = await AskAsync("readyz", cancellationToken);
        if (ready == HttpStatusCode.NotFound)
        {
            throw new BadInputException($"{service.Root}: there is no rewards service (it knows no /readyz)");
        }

        if (ready != HttpStatusCode.OK)
        {
            throw new SandboxUnavailableException(
                $"The reward service {service.Root} is not ready ({(int)ready}): {body} Look at its own log and at its /readyz."
            );
        }

        var (known, _) = await AskAsync("v1/problems", cancellationToken);
        if (known is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new BadInputException(
                service.Key is null
                    ? $"{service.Root}: the service wants an API key; set {service.KeyVariable}"
                    : $"{service.Root}: the service does not know the API key in {service.KeyVariable}"
            );
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
                request.Headers.Authorization = service.Key is { } key
                    ? new AuthenticationHeaderValue("Bearer", key)
                    : null;
                using var response = await http.SendAsync(request, limit.Token);
                var body = await response.Content.ReadAsStringAsync(limit.Token);
                return (response.StatusCode, body.Length <= 300 ? body : body[..300] + "…");
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (tries == Tries || limit.IsCancellationRequested)
                {
                    throw new SandboxUnavailableException(
                        $"The reward service {service.Root} does not answer: {e.Message} "
                            + "Start it there (./r1code serve), or leave its address out to judge on this machine.",
                        e
                    );
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
