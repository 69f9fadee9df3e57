using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Katas;

/// <summary>
/// Draws C# katas: a specification in words whose answer is a method, with tests computed by our own evaluator. Every
/// kata is a function of (seed, split, index), so a stream can be entered anywhere. A structure (or a program, by option)
/// belongs to one split for ever, by its hash: the sets are disjoint whatever is drawn.
/// </summary>
public sealed class KataGenerator
{
    private const int MaxTries = 10_000;

    private readonly KataOptions _options;
    private readonly KataType[] _inputs;

    /// <summary>A generator over <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">A language or an input type has no words here.</exception>
    public KataGenerator(KataOptions options)
    {
        _options = options;
        _inputs =
        [
            .. options.Inputs.Select(name =>
                name switch
                {
                    "integer" => KataType.Integer,
                    "text" => KataType.Text,
                    "list" => KataType.List,
                    _ => throw new ArgumentException($"inputs: '{name}' is not one of integer, text, list"),
                }
            ),
        ];
        foreach (var language in options.Languages.Where(language => language is not ("en" or "zh")))
        {
            throw new ArgumentException($"languages: '{language}' is not one of en, zh");
        }
    }

    /// <summary>The kata at a position of a split's endless stream.</summary>
    public Kata At(KataSplit split, long index)
    {
        var random = SeededRandom.For(_options.Seed, $"kata {split}", index);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var chain = DrawChain(random);
            if (SplitOf(chain) != split)
            {
                continue;
            }

            var inputs = DrawInputs(chain, random);
            if (inputs is not null)
            {
                return Build(chain, inputs, split, index, random);
            }
        }

        throw new InvalidOperationException(
            $"no {split} kata found in {MaxTries} tries: too few structures for held_out_share {_options.HeldOutShare}"
        );
    }

    /// <summary>The first <paramref name="count"/> katas of a split with different prompts.</summary>
    /// <exception cref="ArgumentException">The options describe fewer different katas than that.</exception>
    public IReadOnlyList<Kata> Distinct(KataSplit split, int count)
    {
        var katas = new List<Kata>(count);
        var prompts = new HashSet<string>(StringComparer.Ordinal);
        for (long index = 0; katas.Count < count; index++)
        {
            if (index > 100L * count + 1000)
            {
                throw new ArgumentException(
                    $"only {katas.Count} different {split} katas found, {count} were asked for"
                );
            }

            var kata = At(split, index);
            if (prompts.Add(kata.Problem.Prompt))
            {
                katas.Add(kata);
            }
        }

        return katas;
    }

    // A single step is told apart by its constant, and without one it always trains: held out, its operation would be
    // asked for without ever having been shown alone.
    private KataSplit SplitOf(KataChain chain)
    {
        if (chain.Steps is [{ Constant: "" }])
        {
            return KataSplit.Train;
        }

        var byProgram = chain.Steps.Count == 1 || _options.HeldOutBy == KataIdentity.Program;
        var identity = byProgram ? chain.Program : chain.Structure;
        var place = SeededRandom.For(_options.Seed, $"split {identity}").NextDouble();
        return place < _options.HeldOutShare ? KataSplit.HeldOut : KataSplit.Train;
    }

    private KataChain DrawChain(SeededRandom random)
    {
        var level = random.PickWeighted(_options.LevelWeights) + 1;
        var input = random.Pick(_inputs);
        var steps = new List<KataStep>(level);
        var type = input;
        while (steps.Count < level && StepKinds.From(type) is { Count: > 0 } kinds)
        {
            var kind = random.Pick(kinds);
            steps.Add(new KataStep(kind, random.Pick(kind.Constants)));
            type = kind.To;
        }

        return new KataChain(input, steps);
    }

    // Tests are drawn until each is defined, they differ in what they ask, and together they notice every step.
    private List<object>? DrawInputs(KataChain chain, SeededRandom random)
    {
        var wanted = _options.Tests * _options.InputsPerTest;
        var inputs = new List<object>(wanted);
        for (var draws = 0; inputs.Count < wanted && draws < 20 * wanted; draws++)
        {
            var input = DrawInput(chain.Input, random);
            if (chain.Evaluate(input) is not null && !inputs.Exists(other => KataLiteral.Equal(other, input)))
            {
                inputs.Add(input);
            }
        }

        var telling =
            inputs.Count == wanted
            && inputs.Select(x => KataLiteral.ToCSharp(chain.Evaluate(x)!)).Distinct(StringComparer.Ordinal).Count() > 1
            && chain.EveryStepMatters(inputs);
        return telling ? inputs : null;
    }

    private static object DrawInput(KataType type, SeededRandom random) =>
        type switch
        {
            KataType.Integer => random.Next(-20, 20),
            KataType.Text => string.Concat(Enumerable.Range(0, random.Next(2, 8)).Select(_ => random.Pick(Alphabet))),
            _ => Enumerable.Range(0, random.Next(3, 7)).Select(_ => random.Next(-3, 12)).ToArray(),
        };

    // Few letters, so that letters the steps name do occur.
    private static readonly string[] Alphabet = ["a", "b", "c", "d", "e", "x"];

    private Kata Build(KataChain chain, List<object> inputs, KataSplit split, long index, SeededRandom random)
    {
        var language = random.Pick(_options.Languages);
        return new Kata
        {
            Structure = chain.Structure,
            Program = chain.Program,
            Level = chain.Steps.Count,
            Language = language,
            Reference = chain.ToCSharp(),
            Thought = KataWording.Think(chain, language),
            Problem = new Problem
            {
                Id = $"kata-{_options.Seed}-{split.ToString().ToLowerInvariant()}-{index}",
                Prompt = KataWording.Specify(chain, language, random),
                Mode = ProblemMode.Function,
                EntryPoint = "Solve",
                Tests = [.. inputs.Chunk(_options.InputsPerTest).Select(chunk => Test(chain, chunk))],
                Metadata = JsonSerializer.SerializeToElement(
                    new
                    {
                        chain.Structure,
                        Level = chain.Steps.Count,
                        Language = language,
                    },
                    R1Json.Options
                ),
            },
        };
    }

    private static ProblemTest Test(KataChain chain, object[] inputs)
    {
        var calls = inputs.Select(input => $"Solve({KataLiteral.ToCSharp(input)})").ToArray();
        var values = inputs.Select(input => KataLiteral.ToCSharp(chain.Evaluate(input)!)).ToArray();
        return new ProblemTest { Call = Together(calls), Expected = Together(values) };

        static string Together(string[] expressions) =>
            expressions is [var one] ? one : $"new object[] {{ {string.Join(", ", expressions)} }}";
    }
}
