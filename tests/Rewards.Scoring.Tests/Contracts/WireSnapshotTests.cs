using System.Text;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Contracts;

/// <summary>
/// The native wire shapes as a text in the repository: whoever changes one changes a line that a reviewer sees.
/// <c>R1CODE_UPDATE_GOLDEN=1</c> rewrites it.
/// </summary>
public sealed class WireSnapshotTests
{
    private static readonly string Snapshot = Path.Combine(SourceFolder(), "wire.txt");

    [Fact]
    public async Task WireShapes_AreTheOnesThatClientsKnow()
    {
        var actual = Shapes();
        if (Environment.GetEnvironmentVariable("R1CODE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Snapshot, actual, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Snapshot, TestContext.Current.CancellationToken), actual);
    }

    private static string Shapes()
    {
        var text = new StringBuilder();
        var types = typeof(ScoreRequest)
            .Assembly.GetExportedTypes()
            .Where(t =>
                !typeof(Exception).IsAssignableFrom(t) && t.Name is not ("RewardsClient" or "RewardsClientOptions")
            )
            .Concat([typeof(Problem), typeof(ProblemTest), typeof(CheckerSpec), typeof(TestLimits)])
            .Concat([typeof(Verdict), typeof(TestVerdict), typeof(ProblemMode), typeof(VerdictStatus)]);
        foreach (var type in types.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            text.Append(type.Name).Append('\n');
            foreach (var line in type.IsEnum ? Words(type) : Fields(type))
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Words(Type type) =>
        Enum.GetValuesAsUnderlyingType(type)
            .Cast<object>()
            .Select(v => System.Text.Json.JsonSerializer.Serialize(Enum.ToObject(type, v), type, R1Json.Options));

    private static IEnumerable<string> Fields(Type type) =>
        R1Json
            .Options.GetTypeInfo(type)
            .Properties.Where(p => p.Get is not null)
            .Select(p => $"{p.Name}: {Name(p.PropertyType)}{(p.IsRequired ? " required" : "")}");

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file)!;
}
