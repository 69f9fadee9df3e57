using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Cli.Tests.Running;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>`docker/compose.yaml` as far as it can be checked without pulling images: its commands are ones we understand.</summary>
public sealed class ComposeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestPaths.Root, "docker/compose.yaml"));

    [Fact]
    public void File_NamesTheThreeServices_AndEachDependencyIsOne()
    {
        var services = Services();

        Assert.Equal(["api", "postgres", "worker"], services.Keys.Order(StringComparer.Ordinal));
        foreach (var service in new[] { "api", "worker" })
        {
            var on = Assert.IsType<YamlMappingNode>(services[service]["depends_on"]);
            Assert.Equal("service_healthy", on["postgres"]["condition"].ToString());
        }

        Assert.NotNull(services["postgres"]["healthcheck"]);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public void Command_IsOneThatOurCommandLineUnderstands(string service)
    {
        var command = ((YamlSequenceNode)Services()[service]["command"]).Select(n => n.ToString()).ToArray();

        var parse = new CommandLine(Screen.OfProcess()).Root.Parse(command);

        Assert.Empty(parse.Errors);
        Assert.Contains(service, command);
        Assert.Contains("postgres", command);
    }

    [Fact]
    public void Environment_IsWhatTheProgramReads()
    {
        var environment = (YamlMappingNode)Services()["api"]["environment"];

        Assert.Equal(
            ["R1CODE_API_KEYS", "R1CODE_CONNECTION"],
            environment.Children.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal)
        );
        Assert.Equal(ApiKeys.Variable, "R1CODE_API_KEYS");
    }

    private static Dictionary<string, YamlMappingNode> Services()
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(Text))));
        var services = (YamlMappingNode)stream.Documents[0].RootNode["services"];
        return services.Children.ToDictionary(s => s.Key.ToString(), s => (YamlMappingNode)s.Value);
    }
}
