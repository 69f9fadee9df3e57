namespace R1Code.Sandbox.Containers;

/// <summary>Where this user's programs keep what they can make again.</summary>
internal static class UserCache
{
    /// <summary><c>r1code</c> in <c>XDG_CACHE_HOME</c>, or in <c>.cache</c> of the user's home where that is not set.</summary>
    public static string Folder =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } chosen
                ? chosen
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "r1code"
        );
}
