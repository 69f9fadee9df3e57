namespace R1Code.Sandbox.Runner;

/// <summary>Does once in the supervisor what tests usually do, so that their processes inherit it done.</summary>
internal static class WarmUp
{
    /// <summary>Runs everything. Leaves no thread behind.</summary>
    public static void Run() { }
}
