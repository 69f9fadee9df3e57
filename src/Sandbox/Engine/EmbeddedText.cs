namespace R1Code.Sandbox;

/// <summary>Files of <c>docker/</c> that travel inside this assembly, so that a program works outside the repository.</summary>
internal static class EmbeddedText
{
    /// <summary>The system calls a box may make, in the JSON that engines take.</summary>
    public static string SeccompProfile { get; } = Read("seccomp.json");

    /// <summary>The script that installs and starts an engine.</summary>
    public static string InstallEngineScript => Read("install-engine.sh");

    private static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
