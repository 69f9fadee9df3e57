using System.Text.Json;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Katas;
using R1Code.Trainer.Pipeline;

namespace R1Code.Trainer.Lab;

/// <summary>
/// A bilingual world of problems whose answers are certain. Every problem is a function of (seed, split, index), so a
/// stream can be entered anywhere, and train and held-out problems share no structure.
/// </summary>
internal sealed class LabWorld : IProblemWorld
{
    private const int MaxTries = 10_000;

    private readonly LabOptions _options;
    private readonly ILabFamily[] _families;
    private readonly double[] _weights;

    /// <summary>A world over <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">No family has a share, or a language has no words here.</exception>
    public LabWorld(LabOptions options)
    {
        _options = options;
        (ILabFamily, double)[] families =
        [
            (new KataFamily(options), options.Code),
            (new ArithmeticFamily(), options.Arithmetic),
            (new AlgebraFamily(), options.Algebra),
            (new KnightsFamily(), options.Knights),
            (new CountdownFamily(options), options.Countdown),
        ];
        _families = [.. families.Select(family => family.Item1)];
        _weights = [.. families.Select(family => family.Item2)];
        if (_weights.Sum() <= 0)
        {
            throw new ArgumentException("problems.lab: every kind of problem has a share of 0");
        }

        foreach (var language in options.Languages.Where(language => language is not ("en" or "zh")))
        {
            throw new ArgumentException($"problems.lab.languages: '{language}' is not one of en, zh");
        }
    }

    /// <inheritdoc />
    public Problem Train(long index, IReadOnlyList<string>? kinds) => At(KataSplit.Train, index, kinds).Problem;

    /// <inheritdoc />
    public IReadOnlyList<Problem> HeldOut(int count)
    {
        var problems = new List<Problem>(count);
        var prompts = new HashSet<string>(StringComparer.Ordinal);
        for (long index = 0; problems.Count < count; index++)
        {
            if (index > 100L * count + 1000)
            {
                throw new ArgumentException(
                    $"only {problems.Count} different held-out problems found, {count} were asked for"
                );
            }

            var problem = At(KataSplit.HeldOut, index).Problem;
            if (prompts.Add(problem.Prompt))
            {
                problems.Add(problem);
            }
        }

        return problems;
    }

    /// <inheritdoc />
    public IEnumerable<Demonstration> Texts(int count) => Demonstrations(0, count, new NoiseOptions(), kinds: null);

    /// <inheritdoc />
    public IEnumerable<Demonstration> Demonstrations(
        long start,
        int count,
        NoiseOptions noise,
        IReadOnlyList<string>? kinds
    )
    {
        var writer = new LabWriter(noise, _options.Languages);
        for (var index = start; index < start + count; index++)
        {
            var drawn = At(KataSplit.Train, index, kinds);
            var random = SeededRandom.For(_options.Seed, "lab demonstration", index);
            yield return new Demonstration(drawn.Problem.Prompt, writer.Write(drawn.Task, drawn.Language, random));
        }
    }

    /// <summary>The problem at a position of a split's endless stream, with what it was made of.</summary>
    /// <param name="split">Which set.</param>
    /// <param name="index">The position.</param>
    /// <param name="kinds">The kinds of problems to draw from; null for all.</param>
    public LabDraw At(KataSplit split, long index, IReadOnlyList<string>? kinds = null)
    {
        var weights = kinds is null
            ? _weights
            : [.. _weights.Select((weight, i) => kinds.Contains(_families[i].Kind) ? weight : 0)];
        var random = SeededRandom.For(_options.Seed, $"lab {split}", index);
        var owner = new LabSplit(_options.Seed, _options.HeldOutShare, split);
        var family = _families[random.PickWeighted(weights)];
        var language = random.Pick(_options.Languages);

        // Of one family until it fits, so that those whose draws are often refused keep their share.
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var level = random.PickWeighted(_options.LevelWeights) + 1;
            if (family.Draw(random, level, owner) is { } task)
            {
                return Build(task, family, level, language, split, index);
            }
        }

        throw new InvalidOperationException(
            $"no {split} problem of {family.Name} found: too few structures for held_out_share {_options.HeldOutShare}"
        );
    }

    private static LabDraw Build(
        ILabTask task,
        ILabFamily family,
        int level,
        string language,
        KataSplit split,
        long index
    )
    {
        var metadata = new Dictionary<string, object>
        {
            ["family"] = family.Name,
            ["language"] = language,
            ["level"] = level,
            ["structure"] = task.Structure,
        };
        var bare = new Problem
        {
            Id = $"lab-{split.ToString().ToLowerInvariant()}-{index}",
            Prompt = task.Prompt.In(language),
        };
        var problem = task.Gradeable(bare, metadata);
        return new LabDraw(
            problem with
            {
                Metadata = JsonSerializer.SerializeToElement(metadata, R1Json.Options),
            },
            task,
            language
        );
    }
}

/// <summary>A problem and what it was made of.</summary>
/// <param name="Problem">As the policy and the graders get it.</param>
/// <param name="Task">Behind it.</param>
/// <param name="Language">It is asked in.</param>
internal sealed record LabDraw(Problem Problem, ILabTask Task, string Language);
