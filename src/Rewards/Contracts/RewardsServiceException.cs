using System.Net;

namespace R1Code.Rewards.Contracts;

/// <summary>The service refused a call or could not be reached; repeating was of no use or not safe.</summary>
public sealed class RewardsServiceException : Exception
{
    /// <summary>From an answer, or from the failure of the last try.</summary>
    public RewardsServiceException(string message, HttpStatusCode? status = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
    }

    /// <summary>The answer's status; null where none came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Whether no service answered, or one that could not do its work at that time: asking later may help.</summary>
    public bool IsAway =>
        Status
            is null
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;
}
