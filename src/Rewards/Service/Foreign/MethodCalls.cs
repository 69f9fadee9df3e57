using System.Text.Json;
using System.Text.RegularExpressions;
using R1Code.Rewards.Files.Formats;
using R1Code.Rewards.Service.Hosting;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>
/// Tests that name a method and give arguments and result as JSON, as LiveCodeBench writes them, as C# expressions over
/// a submission: a method of <c>class Solution</c> where the submission has one, otherwise a method by its own name.
/// </summary>
internal static partial class MethodCalls
{
    /// <param name="method">The method's name.</param>
    /// <param name="code">The submission, which decides how the method is reached.</param>
    /// <param name="input">A list of arguments, or a text with one JSON value a line.</param>
    /// <param name="output">The result as JSON, or a text that holds it.</param>
    /// <param name="wrapsOutput">Whether a list of one element stands for that element.</param>
    /// <returns>Null when a value has no C# form.</returns>
    public static ProblemTest? Test(string method, string code, JsonElement input, JsonElement output, bool wrapsOutput)
    {
        if (!Name().IsMatch(method) || Arguments(input) is not { } arguments)
        {
            return null;
        }

        var expected =
            output.ValueKind == JsonValueKind.String && !wrapsOutput
                ? CheckedJson.TryParse(output.GetString()!)
                : output;
        if (expected is { ValueKind: JsonValueKind.Array } list && wrapsOutput && list.GetArrayLength() == 1)
        {
            expected = list[0];
        }

        return expected is { } result ? FunctionCalls.Test(Target(method, code), arguments, result) : null;
    }

    private static string Target(string method, string code)
    {
        if (!SolutionClass().IsMatch(code))
        {
            return method;
        }

        var isStatic = Regex.IsMatch(
            code,
            $@"\bstatic\b[^;{{}}()]*\s{Regex.Escape(method)}\s*\(",
            RegexOptions.NonBacktracking
        );
        return isStatic ? $"Solution.{method}" : $"new Solution().{method}";
    }

    private static IReadOnlyList<JsonElement>? Arguments(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.Array)
        {
            return [.. input.EnumerateArray()];
        }

        if (input.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var lines = input
            .GetString()!
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(CheckedJson.TryParse)
            .ToList();
        return lines.Contains(null) ? null : [.. lines.Select(l => l!.Value)];
    }

    [GeneratedRegex(@"^[A-Za-z_]\w*$", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bclass\s+Solution\b", RegexOptions.NonBacktracking)]
    private static partial Regex SolutionClass();
}
