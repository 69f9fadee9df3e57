using CsCheck;
using R1Code.Rewards;

namespace R1Code.Rewards.Tests.Extraction;

public sealed class CodeExtractorTests
{
    private const string Program = "using System;\nclass P { static void Main() => Console.WriteLine(1); }\n";

    [Theory]
    [InlineData("csharp")]
    [InlineData("cs")]
    [InlineData("c#")]
    [InlineData("C#")]
    [InlineData("CSharp")]
    [InlineData("")]
    [InlineData("csharp title=\"a.cs\"")]
    [InlineData("{.csharp}")]
    public void Extract_TakesAClosedFence_WhateverCSharpIsCalled(string language)
    {
        var found = CodeExtractor.Extract($"Here it is:\n```{language}\n{Program}```\nDone.");

        Assert.Equal(new ExtractedCode(ExtractionKind.Fenced, Program), found);
    }

    [Theory]
    [InlineData("python", "print(1)\n")]
    [InlineData("cpp", "int main() { return 0; }\n")]
    [InlineData("java", "class P { static void main(String[] a) { } }\n")]
    [InlineData("json", "{\"a\":1}\n")]
    public void Extract_FindsNothing_InAFenceOfAnotherLanguage(string language, string code) =>
        Assert.Equal(ExtractedCode.None, CodeExtractor.Extract($"So:\n```{language}\n{code}```\n"));

    [Fact]
    public void Extract_ReadsOn_WhereAFenceStandsInAComment()
    {
        const string Code = "using System;\n// ```\n// 1\n// ```\nclass P { static void Main() { } }\n";

        Assert.Equal(Code, CodeExtractor.Extract($"```csharp\n{Code}```\nDone.").Code);
    }

    [Fact]
    public void Extract_ReadsOn_WhereAFenceStandsInARawString()
    {
        const string Code =
            "using System;\nclass P { static void Main() => Console.WriteLine(\n\"\"\"\n```\n1\n```\n\"\"\"\n); }\n";

        Assert.Equal(Code, CodeExtractor.Extract($"```csharp\n{Code}```\nDone.").Code);
    }

    [Fact]
    public void Extract_EndsTheBlock_WhereACommentStandsBeforeItsOnlyFence() =>
        Assert.Equal(
            "class P { } // end",
            CodeExtractor.Extract("```csharp\nclass P { } // end```\nDone.").Code!.Trim()
        );

    [Fact]
    public void Extract_TakesTheQuotesOff_WhereTheBlockIsQuoted() =>
        Assert.Equal(
            Program,
            CodeExtractor
                .Extract(
                    "> ```csharp\n> " + Program.TrimEnd().Replace("\n", "\n> ", StringComparison.Ordinal) + "\n> ```\n"
                )
                .Code!.TrimEnd() + "\n"
        );

    [Theory]
    [InlineData("[CODE]\n", "\n[/CODE]")]
    [InlineData("<code>\n", "\n</code>")]
    public void Extract_LeavesTheMarksOfPagesAndForums(string before, string after) =>
        Assert.Equal(Program.TrimEnd(), CodeExtractor.Extract(before + Program.TrimEnd() + after).Code);

    [Fact]
    public void Extract_TakesTheLastOfTwoBlocks() =>
        Assert.Equal(
            "class B { }\n",
            CodeExtractor.Extract("```csharp\nclass A { }\n```\nBetter:\n```csharp\nclass B { }\n```").Code
        );

    [Fact]
    public void Extract_TakesTheLastBlock_WhenOnlyTheFirstNamesItsLanguage() =>
        Assert.Equal(
            "class B { }\n",
            CodeExtractor.Extract("```csharp\nclass A { }\n```\nBetter:\n```\nclass B { }\n```").Code
        );

    [Fact]
    public void Extract_IsNotMisled_BySampleOutputBehindTheProgram() =>
        Assert.Equal(
            "class A { }\n",
            CodeExtractor.Extract("```csharp\nclass A { }\n```\nOutput:\n```\n5 6\n```").Code
        );

    [Fact]
    public void Extract_PrefersAClosedBlock_ToALaterUnclosedOne() =>
        Assert.Equal(
            new ExtractedCode(ExtractionKind.Fenced, "class A { }\n"),
            CodeExtractor.Extract("```csharp\nclass A { }\n```\nOr:\n```csharp\nclass B {")
        );

    [Fact]
    public void Extract_TakesAnUnclosedBlock_WhenThereIsNoOther() =>
        Assert.Equal(
            new ExtractedCode(ExtractionKind.IncompleteFenced, "class A {\n  int x;"),
            CodeExtractor.Extract("Answer:\n```cs\nclass A {\n  int x;")
        );

    [Theory]
    [InlineData("<think>```csharp\nclass A { }\n```</think>I am not sure.")]
    [InlineData("<think>```csharp\nclass A { }\n```")]
    [InlineData("```csharp\nclass A { }\n```</think> No answer.")]
    [InlineData("<think>a</think>b<think>```csharp\nclass A { }\n```")]
    public void Extract_FindsNothing_WhenTheCodeStandsInTheThoughtOnly(string completion) =>
        Assert.Equal(ExtractedCode.None, CodeExtractor.Extract(completion));

    [Fact]
    public void Extract_TakesTheAnswer_WhenThoughtAndAnswerBothHoldCode() =>
        Assert.Equal(
            "class B { }\n",
            CodeExtractor
                .Extract("<think>```csharp\nclass A { }\n```</think><answer>```csharp\nclass B { }\n```</answer>")
                .Code
        );

    [Fact]
    public void Extract_LooksInsideAnswer_WhenCodeAlsoStandsBesideIt() =>
        Assert.Equal(
            "class B { }\n",
            CodeExtractor.Extract("<answer>\n```cs\nclass B { }\n```\n</answer>\n```cs\nclass C { }\n```").Code
        );

    [Fact]
    public void Extract_TakesRawCodeInsideAnswer() =>
        Assert.Equal(
            Program.Trim(),
            CodeExtractor.Extract($"<think>x</think>\n<answer>\n{Program}</answer>").Code?.Trim()
        );

    [Theory]
    [InlineData("```csharp\nclass A { }```")]
    [InlineData("```csharp\nclass A { }\n```<|im_end|>")]
    [InlineData("Answer: ```csharp\nclass A { }\n```")]
    [InlineData("- item\n  ```csharp\nclass A { }\n  ```\n")]
    [InlineData("~~~csharp\nclass A { }\n~~~")]
    [InlineData("````csharp\nclass A { }\n````")]
    [InlineData("```csharp\r\nclass A { }\r\n```\r\n")]
    [InlineData("```csharp class A { }```")]
    [InlineData("```csharp\nclass Forgotten {\n```csharp\nclass A { }\n```")]
    public void Extract_ToleratesHowModelsFence(string completion)
    {
        var found = CodeExtractor.Extract(completion);

        Assert.Equal((ExtractionKind.Fenced, "class A { }"), (found.Kind, found.Code?.Trim()));
    }

    [Fact]
    public void Extract_KeepsBackticksInsideStrings()
    {
        const string code = "class A { string S = \"```\"; string T = @\"\n ``` x\"; }\n";

        Assert.Equal(code, CodeExtractor.Extract($"```csharp\n{code}```").Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("You should use a class and a for loop, then return the sum; that is all.")]
    [InlineData("The public static void Main method is where a program starts.")]
    [InlineData("I would declare int x and while it is positive I would subtract.")]
    [InlineData("class of problems: these are hard\nusing recursion; we get the result")]
    [InlineData("```csharp\n```")]
    public void Extract_FindsNothing_InProse(string completion) =>
        Assert.Equal(ExtractedCode.None, CodeExtractor.Extract(completion));

    [Theory]
    [InlineData(
        "Sure! Here you go:\n\nusing System;\n\nclass P\n{\n    static void Main()\n    {\n        Console.WriteLine(1);\n    }\n}\n\nThis prints one.",
        "using System;",
        "}"
    )]
    [InlineData(
        "public static int Add(int a, int b)\n{\n    return a + b;\n}\nHope it helps.",
        "public static int Add",
        "}"
    )]
    [InlineData("int Add(int a, int b) => a + b;\n", "int Add", ";")]
    [InlineData("var n = int.Parse(Console.ReadLine()!);\nConsole.WriteLine(n * 2);\nIt doubles.", "var n", ";")]
    [InlineData("namespace X;\npublic record P(int A);\n", "namespace X;", ";")]
    public void Extract_FindsCodeInPlainText(string completion, string starts, string ends)
    {
        var found = CodeExtractor.Extract(completion);

        Assert.Equal(ExtractionKind.Heuristic, found.Kind);
        Assert.StartsWith(starts, found.Code, StringComparison.Ordinal);
        Assert.EndsWith(ends, found.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_NeverThrows_OnAnyText() =>
        Check.Sample(
            Gen.OneOf(
                "```",
                "`",
                "~~~",
                "csharp\n",
                "\n",
                "<think>",
                "</think>",
                "<answer>",
                "</answer>",
                "class A {",
                "}",
                "\"",
                "$\"{",
                "\"\"\"",
                "'",
                "\\",
                "//",
                "/*",
                "@",
                "using System;",
                "x",
                " "
            ).Array[0, 40],
            parts => CodeExtractor.Extract(string.Concat(parts)) is not null
        );
}
