using System.Text.RegularExpressions;

namespace R1Code.Rewards.Logic;

/// <summary>
/// Reads who is said to be a knight and who a knave. All or nothing: one statement for each person, no more (an answer that
/// says both of everyone names everyone right), none unknown.
/// </summary>
internal static partial class KnightsAnswer
{
    /// <summary>Whether the answer names exactly the knights among the people.</summary>
    public static bool IsRight(string answer, IReadOnlyList<string> people, IReadOnlyCollection<string> knights)
    {
        var said = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        var statements = 0;
        foreach (Match match in Statement().Matches(answer))
        {
            statements++;
            said[match.Groups["name"].Value] = IsKnight(match.Groups["kind"].Value);
        }

        // Words of the two kinds outside such statements hide a hedge: "or a knave", "if she is a knight".
        return statements == people.Count
            && Kind().Count(answer) == statements
            && people.All(p => said.TryGetValue(p, out var knight) && knight == knights.Contains(p));
    }

    private static bool IsKnight(string kind) =>
        kind.Equals("knight", StringComparison.OrdinalIgnoreCase) || kind == "骑士";

    [GeneratedRegex(
        @"(?<name>[\p{L}][\p{L}\p{M}\d'-]*?)\s*(?:\bis\s+(?:an?\s+|the\s+)?|:\s*(?:an?\s+)?|=\s*|是(?:一[个名])?)(?:\*\*)?(?<kind>knight|knave|骑士|无赖)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Statement();

    [GeneratedRegex(
        @"knight|knave|骑士|无赖",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Kind();
}
