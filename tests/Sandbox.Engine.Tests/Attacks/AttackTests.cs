using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Engine.Tests.Verdicts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Attacks;

public sealed class AttackTests(SandboxFixture fixture)
{
    private const string Honest = """
        var parts = Console.ReadLine()!.Split(' ');
        Console.WriteLine(int.Parse(parts[0]) + int.Parse(parts[1]));
        """;

    private static readonly Problem Sum = GoldenCorpus.SumOf(ProblemMode.Stdin, new TestLimits());

    /// <summary>The first attack of each row, and all of them with <c>R1CODE_ATTACKS=all</c>: that takes minutes.</summary>
    public static IReadOnlyList<string> Chosen
    {
        get
        {
            var all = CorpusProgram.Corpus.Names(GoldenCorpus.Attacks).Select(name => Path.GetFileName(name));
            var isFull = Environment.GetEnvironmentVariable("R1CODE_ATTACKS") == "all";
            return [.. isFull ? all : all.DistinctBy(name => name[..2])];
        }
    }

    public static TheoryData<string> Programs => [.. Chosen];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Attack_GainsNothing_AndTheNextSubmissionIsJudgedRight(string name)
    {
        var attack = CorpusProgram.Corpus.ReadOne($"{GoldenCorpus.Attacks}/{name}");

        var verdict = await fixture.Sandbox.JudgeAsync(
            attack.Problem,
            attack.Source,
            TestContext.Current.CancellationToken
        );
        var next = await fixture.Sandbox.JudgeAsync(Sum, Honest, TestContext.Current.CancellationToken);

        Assert.True(
            attack.Allowed.Contains(verdict.Status),
            $"{verdict.Status}, allowed {string.Join(", ", attack.Allowed)}: {verdict.Message} {string.Join("; ", verdict.Tests.Select(t => $"{t.Status} {t.Message}"))}"
        );
        Assert.True(next.Status == VerdictStatus.Accepted, $"afterwards: {next.Status} {next.Message}");
    }
}
