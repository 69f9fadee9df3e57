using R1Code.Rewards.Service.Tests.Cluster;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace R1Code.Rewards.Service.Tests;

/// <summary>
/// The entry point that xunit would generate, and one thing more: called with <c>node …</c> this program is a node of the
/// service, so that the cluster tests have real processes to kill.
/// </summary>
internal static class EntryPoint
{
    public static Task<int> Main(string[] args) =>
        args switch
        {
            ["node", var role, var url, var connection] => Node.RunAsync(role, url, connection),
            _ when args.Any(a => a is "--server" or "--internal-msbuild-node") => TestPlatformTestFramework.RunAsync(
                args,
                SelfRegisteredExtensions.AddSelfRegisteredExtensions
            ),
            _ => ConsoleRunner.Run(args),
        };
}
