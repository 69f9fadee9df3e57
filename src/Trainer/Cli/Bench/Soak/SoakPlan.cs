using System.Globalization;
using System.Text;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Soak;

/// <summary>
/// The submissions of a soak, each a function of the seed and its place: ordinary programs, the same with an expected
/// output that they do not print, and hostile ones. Each source is made new by a comment, so that no cache answers.
/// </summary>
internal sealed class SoakPlan
{
    private const int MostArgumentBytes = 96 * 1024;

    private readonly IReadOnlyList<GoldenProgram> _ordinary;
    private readonly IReadOnlyList<GoldenProgram> _hostile;
    private readonly int _hostilePercent;
    private readonly int _seed;

    /// <param name="corpus">The corpus to draw from.</param>
    /// <param name="hostilePercent">Share of hostile programs, in percent; as many again are wrong on purpose.</param>
    /// <param name="seed">Chooses what is drawn.</param>
    public SoakPlan(GoldenCorpus corpus, int hostilePercent, int seed)
    {
        _ordinary = corpus.Read(GoldenCorpus.Programs);
        _hostile = corpus.Read(GoldenCorpus.Attacks);
        _hostilePercent = hostilePercent;
        _seed = seed;
    }

    /// <summary>The submission at a place.</summary>
    public SoakSubmission At(int place)
    {
        var random = new Random(unchecked((_seed * 1_000_003) + (place * 7919)));
        var draw = random.Next(100);
        var program =
            draw < _hostilePercent
                ? _hostile[random.Next(_hostile.Count)]
                : Ordinary(random, mustFail: draw < 2 * _hostilePercent);
        program = program with
        {
            Source = program.Source + string.Create(CultureInfo.InvariantCulture, $"\n// {_seed}-{place}\n"),
        };

        // Arguments that nobody reads fill the heap from which tests are forked, each time to another level.
        return new SoakSubmission(program, ArgumentsOf(program, random));
    }

    private GoldenProgram Ordinary(Random random, bool mustFail)
    {
        var program = _ordinary[random.Next(_ordinary.Count)];
        if (!mustFail || program.Allowed is not [VerdictStatus.Accepted])
        {
            return program;
        }

        var test = program.Problem.Tests[0];
        return program with
        {
            Allowed = [VerdictStatus.WrongAnswer],
            Problem = program.Problem with { Tests = [test with { Expected = test.Expected + "and more" }] },
        };
    }

    private static string[] ArgumentsOf(GoldenProgram program, Random random)
    {
        var isReader = program.Source.Contains("args", StringComparison.OrdinalIgnoreCase);
        if (program.IsHostile || isReader || program.Allowed is not [VerdictStatus.Accepted] || random.Next(3) > 0)
        {
            return [];
        }

        var arguments = new List<string>();
        for (var left = random.Next(MostArgumentBytes); left > 0; left -= 1024)
        {
            arguments.Add(new StringBuilder().Append('x', Math.Min(left, 1024)).ToString());
        }

        return [.. arguments];
    }
}

/// <summary>A submission of a soak, with arguments for its program where it takes some.</summary>
internal sealed record SoakSubmission(GoldenProgram Program, IReadOnlyList<string> Arguments);
