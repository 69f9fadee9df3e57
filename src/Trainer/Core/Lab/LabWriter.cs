namespace R1Code.Trainer.Lab;

/// <summary>Writes demonstrations: readable ones, or such as an unsorted corpus holds.</summary>
internal sealed class LabWriter(NoiseOptions noise, IReadOnlyList<string> languages)
{
    private static readonly Clause Wait = new("wait", "等等");

    /// <summary>A completion for a task that was asked in a language.</summary>
    public string Write(ILabTask task, string language, SeededRandom random)
    {
        var right = random.NextDouble() >= noise.Wrong;
        var solution = right ? task.Right(random) : task.Wrong(random);
        if (random.NextDouble() < noise.SecondThoughts)
        {
            solution = Reconsidered(task, solution, random);
        }

        var thought = Spoken(solution.Thought, language, random);
        var answer = solution.Answer.In(language);
        return random.NextDouble() < noise.Malformed
            ? Malformed(thought, answer, random)
            : $"<think>{thought}</think><answer>{answer}</answer>";
    }

    // Half of the time a step goes wrong before it is done again; otherwise it is only checked.
    private static LabSolution Reconsidered(ILabTask task, LabSolution solution, SeededRandom random)
    {
        var at = random.Next(0, solution.Thought.Count - 1);
        var slips = task.Wrong(random).Thought;
        var before = random.Next(0, 1) == 0 && at < slips.Count ? slips[at] : solution.Thought[at];
        return solution with { Thought = [.. solution.Thought.Take(at), before, Wait, .. solution.Thought.Skip(at)] };
    }

    private string Spoken(IReadOnlyList<Clause> thought, string language, SeededRandom random)
    {
        var dice = random.NextDouble();
        var other = languages.FirstOrDefault(one => one != language) ?? language;
        if (dice < noise.Foreign)
        {
            return Joined(thought.Select(clause => clause.In(other)), other);
        }

        var mixed = dice < noise.Foreign + noise.Mixed;
        return Joined(thought.Select(clause => clause.In(mixed ? random.Pick(languages) : language)), language);
    }

    private static string Joined(IEnumerable<string> clauses, string language) =>
        language == "zh" ? string.Join('，', clauses) + "。" : string.Join(", ", clauses) + ".";

    private static string Malformed(string thought, string answer, SeededRandom random) =>
        random.Next(0, 4) switch
        {
            0 => $"<think>{thought}<answer>{answer}</answer>",
            1 => $"{thought} {answer}",
            2 => $"<think>{thought}</think>{answer}",
            3 => $"<answer>{answer}</answer>",
            _ => $"{thought}<answer>{answer}</answer>.",
        };
}
