using R1Code.Rewards;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Extraction;

public sealed class SourceAssemblerTests
{
    private const string Prefix =
        "using System;\nusing System.Linq;\nclass Problem {\n    // Sum of two.\n    public static int Add(int a, int b) {\n";

    private static readonly Problem Continued = new()
    {
        Id = "add",
        Mode = ProblemMode.Assertions,
        EntryPoint = "Add",
        CodePrefix = Prefix,
        StopTokens = ["\n    }\n"],
        TestProgram = "x",
    };

    private static readonly Problem WithoutStops = Continued with { StopTokens = [] };

    [Fact]
    public void Extract_JoinsABareContinuation_AndClosesWhatIsOpen() =>
        Assert.Equal(
            Prefix + "        return a + b;\n}\n}\n",
            CodeExtractor
                .Extract("        return a + b;\n    }\n    public static void Main() { }\n}\n", Continued)
                .Code
        );

    [Fact]
    public void Extract_EndsAContinuationWithItsMethod_WhenItRunsOnToAnEntryPoint() =>
        Assert.Equal(
            Prefix + "        return a + b;\n    }\n}\n",
            CodeExtractor
                .Extract("        return a + b;\n    }\n    public static void Main() { }\n}\nclass Q {}", WithoutStops)
                .Code
        );

    [Fact]
    public void Extract_KeepsHelpersBehindTheMethod() =>
        Assert.Contains(
            "int Help(int a) => a;",
            CodeExtractor
                .Extract("        return Help(a) + b;\n    }\n    static int Help(int a) => a;\n}\n", WithoutStops)
                .Code,
            StringComparison.Ordinal
        );

    [Fact]
    public void Extract_CutsAContinuationAtAFence() =>
        Assert.Equal(
            Prefix + "        return a + b;\n    }\n}\n",
            CodeExtractor.Extract("        return a + b;\n    }\n```\n\nExplanation.", WithoutStops).Code
        );

    [Fact]
    public void Extract_PutsALoneMethodIntoTheProblemsClass()
    {
        var code = CodeExtractor
            .Extract(
                "```csharp\nusing System.Text;\npublic static int Add(int a, int b)\n{\n    return a + b;\n}\n```",
                Continued
            )
            .Code;

        Assert.Equal(
            "using System.Text;\nusing System;\nusing System.Linq;\nclass Problem {\npublic static int Add(int a, int b)\n{\n    return a + b;\n}\n}\n",
            code
        );
    }

    [Fact]
    public void Extract_GivesAWholeClassTheMissingUsings() =>
        Assert.Equal(
            "using System.Linq;\nusing System;\nclass Problem {\n public static int Add(int a, int b) => a + b;\n}\n",
            CodeExtractor
                .Extract(
                    "```csharp\nusing System;\nclass Problem {\n public static int Add(int a, int b) => a + b;\n}\n```",
                    Continued
                )
                .Code
        );

    [Fact]
    public void Extract_GivesAWholeClassTheProblemsClassName() =>
        Assert.Contains(
            "class Problem { public static int Add(int a, int b) => a + b; string S = \"Solution\"; }",
            CodeExtractor
                .Extract(
                    "```csharp\nclass Solution { public static int Add(int a, int b) => a + b; string S = \"Solution\"; }\n```",
                    Continued
                )
                .Code,
            StringComparison.Ordinal
        );

    [Fact]
    public void Extract_TreatsAFencedBodyAsContinuation() =>
        Assert.Equal(
            Prefix + "        return a + b;\n}\n}\n",
            CodeExtractor.Extract("```csharp\n        return a + b;\n```", Continued).Code
        );

    [Fact]
    public void Extract_IsNotMisledByARecursiveCall() =>
        Assert.StartsWith(
            Prefix,
            CodeExtractor.Extract("        return Add(a, b);\n    }\n", WithoutStops).Code,
            StringComparison.Ordinal
        );

    [Fact]
    public void Extract_IgnoresBracesInStringsAndComments() =>
        Assert.Equal(
            Prefix + "        var s = \"}}}\"; // }\n        return a + b;\n    }\n}\n",
            CodeExtractor.Extract("        var s = \"}}}\"; // }\n        return a + b;\n    }\n", WithoutStops).Code
        );

    [Fact]
    public void Extract_FindsNothing_WhenTheContinuationIsBlank() =>
        Assert.Equal(ExtractedCode.None, CodeExtractor.Extract(" \n ", Continued));
}
