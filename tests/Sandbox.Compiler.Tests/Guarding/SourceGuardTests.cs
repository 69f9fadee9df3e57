using CsCheck;
using R1Code.Sandbox.Compiler.Guarding;
using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Guarding;

public sealed class SourceGuardTests
{
    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    public static TheoryData<string, string, string> Bombs =>
        new()
        {
            { "round brackets", Times("(", 30_000), "brackets" },
            { "square brackets", Times("[", 5_000), "brackets" },
            { "classes", Times("class A {", 20_000), "brackets" },
            { "type arguments", Times("List<", 5_000), "type arguments" },
            { "interpolations", Times("$\"{", 5_000), "interpolated" },
            { "raw interpolations", Times("$\"\"\"{", 300), "interpolated" },
            { "lambdas over overloads", string.Concat(Enumerable.Range(0, 8).Select(i => $"F(a{i} => ")), "lambdas" },
            { "names behind their own dots", "Y.Y.Y.Y.Y.Y.Y.Y.Y y;", "behind its own dot" },
            { "fluent calls", "s" + Times(".Append(1)", 3_000), "separator" },
            { "not operators", Times("!", 30_000), "separator" },
            { "heads", Times("if (a) while (b) for (;;) ", 200), "begin inside" },
            { "else", Times("if (a) b(); else ", 5_000), "'else'" },
            { "cases", "switch (x) {" + Times("case 1: break;", 50_000), "cases" },
            { "arms", "x switch {" + Times("1 => 2,", 50_000), "cases" },
            { "conditions", Times("#if A\n", 20_000), "#if" },
            { "a condition", "#if " + Times("!", 5_000) + "A\n#endif", "condition" },
            { "size", new string('x', 5_000_000), "characters" },
            { "a reference", "#r \"System.Net.Http\"\nclass A { }", "#r" },
            { "a script", "class A { }\n  # load \"x.csx\"", "#load" },
            { "a package", "#:package Newtonsoft.Json@13.0.3\nclass A { }", "file-based" },
            { "an SDK", "#:sdk Microsoft.NET.Sdk.Web\nclass A { }", "file-based" },
        };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Bomb_IsRefused_BeforeTheCompilerSeesIt(string what, string text, string reason)
    {
        Assert.NotEmpty(what);
        Assert.Contains(reason, SourceGuard.Check(text)?.Reason, StringComparison.Ordinal);
        var reply = Compile.Program(text);
        Assert.Equal(CompileEnd.Refused, reply.End);
        Assert.Contains("refused: ", Assert.Single(reply.Diagnostics), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Honest =>
        new()
        {
            { "950 fluent calls", "var s = new StringBuilder(); s" + Times(".Append(1)", 950) + ";" },
            { "a long table", "var a = new int[] {" + Times("12345, ", 50_000) + "};" },
            { "a long text", "var s = " + Times("\"text\" + ", 2_000) + "\"\";" },
            {
                "brackets in strings",
                "var s = \""
                    + Times("(", 30_000)
                    + "\"; var t = @\""
                    + Times("{", 999)
                    + "\"; var u = \"\"\""
                    + Times("[", 999)
                    + "\"\"\";"
            },
            { "brackets in comments", "/* " + Times("(", 30_000) + " */ // " + Times("[", 30_000) + "\nvar x = 1;" },
            { "braces in interpolated strings", "var s = $\"" + Times("{{", 999) + "{1}" + Times("}}", 999) + "\";" },
            { "brackets as characters", "var c = " + Times("'(' + '{' + '\\'' + ", 300) + "'['; var d = \"\\\"(\";" },
            { "raw interpolated strings", "var n = 1; var s = $$\"\"\"" + Times("{ \"", 500) + "{{n}}\"\"\";" },
            { "formats", "var n = 1; var s = $\"{n:F2} {n,5} {(n > 0 ? \"a\" : \"b\")} {new[] { $\"{n}\" }[0]}\";" },
            { "comparisons", "int a = 1, b = 2; bool r = " + Times("a < b && ", 400) + "true;" },
            {
                "nested lambdas",
                "var q = new[] { 1 }.SelectMany(a => new[] { 2 }.SelectMany(b => new[] { 3 }.Select(c => a + b + c))).ToList();"
            },
            { "else if", "int y = 0; " + Times("if (y == 1) y = 2; else ", 200) + "y = 3;" },
            {
                "a linked list",
                "var n = new N(); var m = n?.next?.next; n = n.next.next.next.next.next; class N { public N next; }"
            },
            { "a shebang", "#!/usr/bin/env dotnet\nConsole.WriteLine();" },
            {
                "directives",
                "#region a\n#pragma warning disable\n#nullable enable\n#if X && (Y || !Z)\n(((\n#endif\n#endregion\n#line 5 \"x\"\nvar x = 1;"
            },
        };

    [Theory]
    [MemberData(nameof(Honest))]
    public void HonestText_Compiles_HoweverManyBracketsItQuotes(string what, string text)
    {
        Assert.NotEmpty(what);
        Assert.Null(SourceGuard.Check(text));
        var reply = Compile.Program(text);
        Assert.True(reply.End == CompileEnd.Compiled, $"{reply.End}: {string.Join("\n", reply.Diagnostics)}");
    }

    [Fact]
    public void Finding_TellsThePlace_InLinesAndColumns()
    {
        var finding = SourceGuard.Check("class A\n{\n   #load \"x\"\n}");
        Assert.Equal((3, 4), (finding?.Line, finding?.Column));
    }

    private static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    [Fact]
    public void Guard_EndsAndNeverThrows_WhateverTheText()
    {
        var pieces = OneOf(
            "\"",
            "\"\"\"",
            "$\"",
            "$@\"",
            "$$\"\"\"",
            "@\"",
            "{",
            "}",
            "{{",
            "}}",
            "(",
            ")",
            "'",
            "\\",
            "//",
            "/*",
            "*/",
            "#if",
            "#endif",
            "\n",
            "\r",
            "x",
            "=>",
            "<",
            ">",
            ",",
            ";",
            "\0",
            "\ud800",
            "é",
            "$",
            "@",
            " "
        );
        pieces
            .Array[0, 60]
            .Select(string.Concat)
            .Sample(text => SourceGuard.Check(text) is null or { Line: >= 1, Column: >= 1 });
    }

    [Fact]
    public void Lexer_CoversTheTextOnce_InOrder()
    {
        var pieces = OneOf("\"", "$\"", "$$\"\"\"{{", "\"\"\"", "{", "}", "'", "\\", "\n", "x", " ", ";");
        pieces
            .Array[0, 60]
            .Select(string.Concat)
            .Sample(text =>
            {
                var lexer = new SourceLexer(text);
                var end = 0;
                for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
                {
                    Assert.True(token.Start >= end && token.Start + token.Length <= text.Length, text);
                    end = token.Start + token.Length;
                }
            });
    }
}
