using R1Code.Trainer.Katas;

namespace R1Code.Trainer.Core.Tests.Katas;

public sealed class KataGeneratorTests
{
    private static readonly KataGenerator Generator = new(new KataOptions());

    [Fact]
    public void Inputs_ShareATest_WhenSeveralAreAskedForTogether()
    {
        var apart = new KataGenerator(new KataOptions { Tests = 4 }).Distinct(KataSplit.Train, 20);
        var together = new KataGenerator(new KataOptions { Tests = 1, InputsPerTest = 4 }).Distinct(
            KataSplit.Train,
            20
        );
        Assert.All(
            apart.Zip(together),
            pair =>
            {
                var test = Assert.Single(pair.Second.Problem.Tests);
                var calls = string.Join(", ", pair.First.Problem.Tests.Select(t => t.Call));
                var values = string.Join(", ", pair.First.Problem.Tests.Select(t => t.Expected));
                Assert.Equal($"new object[] {{ {calls} }}", test.Call);
                Assert.Equal($"new object[] {{ {values} }}", test.Expected);
            }
        );
    }

    [Fact]
    public void At_GivesTheSameKata_WheneverItIsAsked()
    {
        var first = Generator.At(KataSplit.Train, 17);
        var again = new KataGenerator(new KataOptions()).At(KataSplit.Train, 17);

        Assert.Equal(first.Problem.Prompt, again.Problem.Prompt);
        Assert.Equal(first.Reference, again.Reference);
        Assert.Equal(first.Problem.Tests, again.Problem.Tests);
    }

    [Fact]
    public void Splits_ShareNoStructureNoProgramAndNoPrompt()
    {
        var train = Generator.Distinct(KataSplit.Train, 1500);
        var heldOut = Generator.Distinct(KataSplit.HeldOut, 300);

        // A single step is told apart by its constant.
        Assert.Empty(Compositions(train).Intersect(Compositions(heldOut)));
        Assert.Empty(train.Select(k => k.Program).Intersect(heldOut.Select(k => k.Program)));
        Assert.Empty(train.Select(k => k.Problem.Prompt).Intersect(heldOut.Select(k => k.Problem.Prompt)));
        Assert.Empty(train.Select(k => k.Reference).Intersect(heldOut.Select(k => k.Reference)));

        static IEnumerable<string> Compositions(IEnumerable<Kata> katas) =>
            katas.Where(k => k.Level > 1).Select(k => k.Structure);
    }

    [Fact]
    public void Splits_ShareStructuresButNoProgram_WhenHeldOutByProgram()
    {
        var generator = new KataGenerator(new KataOptions { HeldOutBy = KataIdentity.Program });
        var train = generator.Distinct(KataSplit.Train, 1500);
        var heldOut = generator.Distinct(KataSplit.HeldOut, 300);

        Assert.Empty(train.Select(k => k.Program).Intersect(heldOut.Select(k => k.Program)));
        Assert.NotEmpty(train.Select(k => k.Structure).Intersect(heldOut.Select(k => k.Structure)));
    }

    [Fact]
    public void HeldOut_HasManyStructuresOfEveryLevelAndLanguage()
    {
        var katas = Generator.Distinct(KataSplit.HeldOut, 300);

        Assert.True(katas.Select(k => k.Structure).Distinct().Count() > 100);
        Assert.Equal([1, 2, 3], katas.Select(k => k.Level).Distinct().Order());
        Assert.Equal(["en", "zh"], katas.Select(k => k.Language).Distinct().Order());
    }

    [Fact]
    public void Tests_ExpectDifferentValues_SoThatNoConstantAnswerPasses()
    {
        foreach (var kata in Generator.Distinct(KataSplit.Train, 300))
        {
            Assert.Equal(5, kata.Problem.Tests.Count);
            Assert.True(kata.Problem.Tests.Select(t => t.Expected).Distinct().Count() > 1, kata.Reference);
        }
    }

    [Theory]
    [InlineData("integer:multiply,add", "public static int Solve(int x) => x * ")]
    [InlineData("integer:add,multiply", "public static int Solve(int x) => (x + ")]
    public void Reference_HasParenthesesOnlyWhereTheOrderNeedsThem(string structure, string start)
    {
        var all = new KataGenerator(new KataOptions { LevelWeights = [0, 1], Inputs = ["integer"] });
        var kata = Enumerable
            .Range(0, 5000)
            .Select(i => all.At(i % 2 == 0 ? KataSplit.Train : KataSplit.HeldOut, i))
            .First(k => k.Structure == structure);

        Assert.StartsWith(start, kata.Reference, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_NameTheWrongWord_WhenALanguageIsUnknown()
    {
        var error = Assert.Throws<ArgumentException>(() => new KataGenerator(new KataOptions { Languages = ["fr"] }));

        Assert.Contains("'fr' is not one of en, zh", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Distinct_Explains_WhenThereAreTooFewKatas()
    {
        var narrow = new KataGenerator(
            new KataOptions
            {
                LevelWeights = [1],
                Inputs = ["integer"],
                Languages = ["en"],
            }
        );

        Assert.Throws<ArgumentException>(() => narrow.Distinct(KataSplit.HeldOut, 1000));
    }
}
