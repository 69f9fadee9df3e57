using System.Numerics;
using System.Text;
using R1Code.Rewards.Numbers;

namespace R1Code.Rewards.Mathematics;

/// <summary>
/// Where expressions with variables are evaluated. A point is drawn from a variable's name and a round, so that both sides of
/// a comparison meet the same one and a comparison repeats exactly. Rounds differ in size and sign, since |x − 5| is 5 − x
/// for all small x.
/// </summary>
internal static class SamplePoints
{
    private const int FirstWhole = 100;
    private const int WholeRounds = 6;

    private static readonly (int From, int To, int Sign)[] Ranges =
    [
        (30, 270, 1),
        (5, 95, 1),
        (300, 3_000, 1),
        (4_000, 40_000, 1),
        (30, 270, -1),
        (300, 3_000, -1),
        (40, 900, 0),
        (10, 400, 0),
    ];

    /// <summary>Rounds for any expression.</summary>
    public static IEnumerable<int> Rounds { get; } = [.. Enumerable.Range(0, Ranges.Length)];

    private static IEnumerable<int> Whole { get; } = [.. Enumerable.Range(FirstWhole, WholeRounds)];

    /// <summary>Rounds for two expressions: whole numbers where one counts, for n! of others has no value here.</summary>
    public static IEnumerable<int> For(MathNode a, MathNode b) => a.Any(Counts) || b.Any(Counts) ? Whole : Rounds;

    /// <summary>A variable's value in a round.</summary>
    public static BigFloat Of(string name, int round)
    {
        var state = 14695981039346656037UL ^ ((ulong)round * 0x9E3779B97F4A7C15UL);
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            state = unchecked((state ^ b) * 1099511628211UL);
        }

        state ^= state >> 29;
        state = unchecked(state * 0xBF58476D1CE4E5B9UL);
        state ^= state >> 32;
        if (round >= FirstWhole)
        {
            return BigFloat.Of(3 + (state % 40UL));
        }

        var (from, to, sign) = Ranges[round];
        var unit = Rational.Of(new BigInteger(state % 1_000_000_007UL), 1_000_000_007)!.Value;
        var value = BigFloat.Of((Rational.Of(from) + (unit * Rational.Of(to - from))) * Rational.Of(1, 100)!.Value);
        return sign < 0 || (sign == 0 && (state >> 40) % 2 == 1) ? -value : value;
    }

    private static bool Counts(MathNode node) =>
        node is MathNode.Function { Name: "factorial" or "binom" } && node.Any(n => n is MathNode.Variable);
}
