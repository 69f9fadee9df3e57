using System.Text.Json;
using System.Text.RegularExpressions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>
/// MultiPL-E (<c>name, prompt, tests, stop_tokens</c>) and mxeval or MBXP (<c>task_id, prompt, test, entry_point</c>): the
/// prompt is the start of a program and the test its end. The end becomes a program of its own that sees the submission's
/// class, so that the two need not be one text.
/// </summary>
internal sealed partial class AssertionSetFormat : IProblemFormat
{
    public string Name => "MultiPL-E or mxeval";

    public bool Matches(JsonElement row) =>
        RowReader.Field(row, "name", "task_id") is not null
        && RowReader.Field(row, "prompt") is { ValueKind: JsonValueKind.String }
        && RowReader.Field(row, "tests", "test") is { ValueKind: JsonValueKind.String };

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        if (RowReader.Text(row, "language") is { } language && !IsCSharp(language))
        {
            fault("language", $"'{language}' is not C#");
            return null;
        }

        var prefix = RowReader.Text(row, "prompt") ?? "";
        var entry = RowReader.Text(row, "entry_point") ?? LastMethodName(prefix);
        return new Problem
        {
            Id = RowReader.Text(row, "name", "task_id") ?? "",
            Prompt = prefix,
            Mode = ProblemMode.Assertions,
            EntryPoint = entry,
            CodePrefix = prefix,
            StopTokens = RowReader.Texts(row, "stop_tokens"),
            TestProgram = TestProgram(prefix, RowReader.Text(row, "tests", "test") ?? ""),
        };
    }

    /// <summary>The end of a program as a program: usings, the submission's class in sight, and the members of the end.</summary>
    internal static string TestProgram(string prefix, string test)
    {
        var members = Members(test);
        if (members is null)
        {
            return test;
        }

        var usings = UsingLine().Matches(prefix).Select(m => m.Value.Trim()).Distinct(StringComparer.Ordinal);
        var type = TypeName(prefix);
        var lines = type is null ? usings : usings.Append($"using static {type};");
        return string.Join('\n', lines) + "\n\npublic static class Tests\n{\n" + members + "\n}\n";
    }

    // What remains of the end between the brace that closes the method and those that close its type.
    private static string? Members(string test)
    {
        var mask = CSharpMask.Of(test);
        var start = 0;
        while (start < mask.Length && (char.IsWhiteSpace(mask[start]) || mask[start] == '}'))
        {
            start++;
        }

        var depth = 0;
        var end = -1;
        for (var i = start; i < mask.Length && depth >= 0; i++)
        {
            depth +=
                mask[i] == '{' ? 1
                : mask[i] == '}' ? -1
                : 0;
            end = depth == 0 && mask[i] == '}' ? i + 1 : end;
        }

        // A complete program already, or nothing that could be one.
        return end < 0 || TypeDeclaration().IsMatch(mask[start..end]) ? null : "    " + test[start..end];
    }

    private static string? TypeName(string prefix)
    {
        var mask = CSharpMask.Of(prefix);
        var type = TypeDeclaration().Match(mask);
        if (!type.Success)
        {
            return null;
        }

        var space = NamespaceDeclaration().Match(mask);
        var name = type.Groups["name"].Value;
        return space.Success ? $"{space.Groups["name"].Value}.{name}" : name;
    }

    private static string? LastMethodName(string prefix) =>
        MethodHeader().Matches(CSharpMask.Of(prefix)).LastOrDefault()?.Groups["name"].Value;

    private static bool IsCSharp(string language) => language == "csharp" || CodeFenceLanguage.IsCSharp(language);

    [GeneratedRegex(
        @"^[ \t]*using\s+(?:static\s+)?[A-Za-z_][\w.]*\s*;",
        RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"\b(?:class|struct|record)\s+(?<name>[A-Za-z_]\w*)", RegexOptions.NonBacktracking)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\bnamespace\s+(?<name>[A-Za-z_][\w.]*)", RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"\bstatic\s[^;{}()]*\s(?<name>[A-Za-z_]\w*)\s*\(", RegexOptions.NonBacktracking)]
    private static partial Regex MethodHeader();
}
