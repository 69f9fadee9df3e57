namespace R1Code.Cli.Tests.Sandboxed;

/// <summary>
/// Tests that start containers run one after the other: they count containers and share the machine's cores. They need an
/// engine; `./check.sh` sets one up first.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SandboxedGroup
{
    public const string Name = "sandboxed";
}
