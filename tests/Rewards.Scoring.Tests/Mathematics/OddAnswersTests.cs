using System.Text.Json;
using R1Code.Rewards.Mathematics;

namespace R1Code.Rewards.Tests.Mathematics;

/// <summary>
/// The golden files <c>odd-answers.txt</c> and <c>hard-answers.txt</c>: how people and models really write answers, and what a
/// fair grader says. Lines with <c>!</c> matter most: a wrong answer that is paid is what a policy learns.
/// </summary>
public sealed class OddAnswersTests
{
    [Theory]
    [InlineData("odd-answers.txt")]
    [InlineData("hard-answers.txt")]
    public void AreEqual_SaysWhatAFairGraderSays(string file)
    {
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Mathematics", file)))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var pair = JsonSerializer.Deserialize<string[]>(
                $"[{line[2..].Replace("\" \"", "\",\"", StringComparison.Ordinal)}]"
            )!;
            if (MathEquality.AreEqual(pair[0], pair[1]) != (line[0] == '='))
            {
                wrong.Add(line);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }
}
