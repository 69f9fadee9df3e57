using System.Globalization;
using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>
/// Turns tests whose arguments and results are JSON into C# expressions. Arguments become collection expressions, which take
/// the type of the parameter; results become arrays, which compare equal to lists of the same elements.
/// </summary>
internal static class FunctionCalls
{
    /// <summary>A test that calls <paramref name="target"/>; null when a value has no C# form.</summary>
    public static ProblemTest? Test(string target, IEnumerable<JsonElement> arguments, JsonElement expected)
    {
        var written = arguments.Select(a => Expression(a, asArgument: true)).ToList();
        var result = Expression(expected, asArgument: false);
        return written.Contains(null) || result is null
            ? null
            : new ProblemTest { Call = $"{target}({string.Join(", ", written)})", Expected = result };
    }

    private static string? Expression(JsonElement value, bool asArgument)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Literal(value.GetString()!);
            case JsonValueKind.True:
                return "true";
            case JsonValueKind.False:
                return "false";
            case JsonValueKind.Null:
                return "null";
            case JsonValueKind.Number:
                return Number(value);
            case JsonValueKind.Array:
                var elements = value.EnumerateArray().Select(e => Expression(e, asArgument)).ToList();
                return elements.Contains(null) ? null
                    : asArgument ? $"[{string.Join(", ", elements)}]"
                    : elements.Count == 0 ? "new object[0]"
                    : $"new[] {{ {string.Join(", ", elements)} }}";
            default:
                return null;
        }
    }

    private static string? Number(JsonElement value)
    {
        var raw = value.GetRawText();
        if (value.TryGetInt32(out _))
        {
            return raw;
        }

        if (value.TryGetInt64(out _))
        {
            return raw + "L";
        }

        return value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture) + "d"
            : null;
    }

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            literal.Append(
                c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    < ' ' or (>= '\x7f' and < '\xa0') or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            );
        }

        return literal.Append('"').ToString();
    }
}
