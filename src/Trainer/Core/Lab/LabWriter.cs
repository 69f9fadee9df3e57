namespace R1Code.Trainer.Lab;

/// <summary>Writes demonstrations: readable ones, or such as an unsorted corpus holds.</summary>
internal sealed class LabWriter(NoiseOptions noise, IReadOnlyList<string> languages)
{
    private static readonly Clause Wait = new("wait", "等等");

    /// <summary>A completion for a task that was asked in a language.</summary>
    public string Write(ILabTask task, string language, SeededRandom random)
    {
        var dice = random.NextDouble();
        var frame = dice < noise.Foreign ? languages.FirstOrDefault(one => one != language) ?? language : language;
        var mixed = dice >= noise.Foreign && dice < noise.Foreign + noise.Mixed;
        var (sentences, answer) = Think(task, WrongIn(frame, mixed), random);
        var thought = string.Join(
            frame == "zh" ? "" : " ",
            sentences.Select(clauses =>
                Sentence(clauses.Select(clause => clause.In(mixed ? random.Pick(languages) : frame)), frame)
            )
        );
        return random.NextDouble() < noise.Malformed
            ? Malformed(thought, answer.In(language), random)
            : $"<think>{thought}</think><answer>{answer.In(language)}</answer>";
    }

    private double WrongIn(string language, bool mixed)
    {
        var chinese = noise.WrongInChinese ?? noise.Wrong;
        return mixed ? (noise.Wrong + chinese) / 2
            : language == "zh" ? chinese
            : noise.Wrong;
    }

    // A second look is a sentence of its own, so that "wait" stands where one can be forced: behind what would be the end.
    private (IReadOnlyList<IReadOnlyList<Clause>> Sentences, Clause Answer) Think(
        ILabTask task,
        double wrong,
        SeededRandom random
    )
    {
        if (random.NextDouble() < noise.SecondThoughts)
        {
            var twice = task.Reconsidered(random, slips: random.Next(0, 1) == 0);
            return ([twice.First, [Wait, .. twice.Second]], twice.Answer);
        }

        var once = random.NextDouble() < wrong ? task.Wrong(random) : task.Right(random);
        return ([once.Thought], once.Answer);
    }

    private static string Sentence(IEnumerable<string> clauses, string language) =>
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
