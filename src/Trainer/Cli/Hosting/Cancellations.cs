namespace R1Code.Cli.Hosting;

/// <summary>Waiting for a signal.</summary>
internal static class Cancellations
{
    /// <summary>Ends, without an exception, when the token is cancelled.</summary>
    public static Task WhenCancelled(this CancellationToken token)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(source.SetResult);
        return source.Task;
    }
}
