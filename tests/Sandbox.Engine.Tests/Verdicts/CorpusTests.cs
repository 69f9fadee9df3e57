using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Verdicts;

public sealed class CorpusTests(SandboxFixture fixture)
{
    public static TheoryData<string> Programs =>
        [
            .. CorpusProgram
                .Corpus.Names(GoldenCorpus.Verdicts)
                .Select(name => Path.GetRelativePath(GoldenCorpus.Verdicts, name)),
        ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Judge_GivesTheVerdictOfTheCorpus(string name)
    {
        var program = CorpusProgram.Read(name);

        var verdict = await fixture.Sandbox.JudgeAsync(
            program.Golden.Problem,
            program.Golden.Source,
            TestContext.Current.CancellationToken
        );

        var evidence =
            $"{verdict.Message} {string.Join("; ", verdict.Diagnostics)} {string.Join("; ", verdict.Tests.Select(t => $"{t.Status} {t.Message}"))}";
        var total = program.Golden.Allowed.Single();
        Assert.True(total == verdict.Status, $"expected {total}, got {verdict.Status}: {evidence}");
        var tests = string.Join(' ', verdict.Tests.Select(test => test.Status));
        if (Environment.GetEnvironmentVariable("R1CODE_UPDATE_GOLDEN") == "1")
        {
            program.Rewrite(tests);
            return;
        }

        Assert.Equal(program.Tests, tests);
        Assert.Equal(verdict.Tests.Count(test => test.Status == VerdictStatus.Accepted), verdict.Passed);
    }

    [Fact]
    public void Corpus_HasAProgramForEveryStatusOfARun()
    {
        var folders = Directory
            .EnumerateDirectories(Path.Combine(CorpusProgram.Root, GoldenCorpus.Verdicts))
            .Select(Path.GetFileName);

        // NoCode is decided before the sandbox is asked.
        Assert.Equal(
            Enum.GetNames<VerdictStatus>().Where(status => status != nameof(VerdictStatus.NoCode)).Order(),
            folders.Order()
        );
    }
}
