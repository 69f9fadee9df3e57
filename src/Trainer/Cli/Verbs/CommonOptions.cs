using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using R1Code.Trainer.Rollouts;

namespace R1Code.Cli.Verbs;

/// <summary>Options that several verbs have, spelt and described the same everywhere.</summary>
internal static class CommonOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as one JSON object." };

    /// <summary><c>--problems</c>, a file.</summary>
    public static Option<string> Problems() =>
        new("--problems")
        {
            Description = "Problems, one JSON object a line (.jsonl, .jsonl.gz).",
            HelpName = "P.jsonl",
            Required = true,
        };

    /// <summary><c>--rewards</c>, a file.</summary>
    public static Option<string?> Rewards() =>
        new("--rewards")
        {
            Description = "YAML file with a 'rewards' mapping as in a recipe. [default: code 1.0, format 0.1]",
            HelpName = "R.yaml",
        };

    /// <summary><c>--reward-url</c>, a service.</summary>
    public static Option<Uri?> RewardUrl()
    {
        var option = new Option<Uri?>("--reward-url")
        {
            Description =
                "Have completions scored by the service at this address (key: R1CODE_API_KEY). [default: the sandbox here]",
            HelpName = "URL",
            CustomParser = result => Url(result, result.Tokens[0].Value),
        };
        return option;
    }

    /// <summary><c>--workers</c>, how many submissions are judged at the same time.</summary>
    public static Option<int> Workers() =>
        new Option<int>("--workers")
        {
            Description = "Submissions judged at the same time.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        }.Between(1, 1024);

    /// <summary><c>--top-p</c>.</summary>
    public static Option<double> TopP(double value) =>
        new Option<double>("--top-p")
        {
            Description = "Nucleus: the most likely tokens that together have this probability.",
            HelpName = "P",
            DefaultValueFactory = _ => value,
        }.Between(0.000001, 1);

    /// <summary><c>--max-new-tokens</c>.</summary>
    public static Option<int> MaxNewTokens(int value) =>
        new Option<int>("--max-new-tokens")
        {
            Description = "Tokens that a completion may have.",
            HelpName = "n",
            DefaultValueFactory = _ => value,
        }.Between(1, 1_000_000);

    /// <summary><c>--seed</c>.</summary>
    public static Option<int> Seed() =>
        new("--seed")
        {
            Description = "Seed of the sampling.",
            HelpName = "n",
            DefaultValueFactory = _ => 1234,
        };

    /// <summary><c>--thinking-budget</c>.</summary>
    public static Option<int?> ThinkingBudget()
    {
        var option = new Option<int?>("--thinking-budget")
        {
            Description = "Cut a thought after this many tokens and have it answered. [default: no limit]",
            HelpName = "n",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && value < 0)
            {
                result.AddError($"{option.Name}: {value} is below 0.");
            }
        });
        return option;
    }

    /// <summary><c>--waits</c>.</summary>
    public static Option<int> Waits() =>
        new Option<int>("--waits")
        {
            Description = "Replace the end of a thought so often by \"Wait\", to have it go on.",
            HelpName = "n",
        }.Between(0, 1000);

    /// <summary><c>--short-m</c>.</summary>
    public static Option<int> ShortM() =>
        new Option<int>("--short-m")
        {
            Description = "Let only the m shortest completions vote (short-m@k); 0 for all.",
            HelpName = "m",
        }.Between(0, 10_000);

    /// <summary>Both limits as the engine takes them; null for none.</summary>
    public static ThinkingOptions? Thinking(int? budget, int waits) =>
        budget is null && waits == 0 ? null : new ThinkingOptions { MaxTokens = budget, Waits = waits };

    /// <summary><c>--system</c>.</summary>
    public static Option<string> SystemPrompt() =>
        new("--system")
        {
            Description = "System message. [default: none]",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };

    /// <summary>Whether a text is the address of an HTTP server.</summary>
    public static bool IsUrl(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";

    private static Uri? Url(ArgumentResult result, string text)
    {
        if (IsUrl(text, out var url))
        {
            return url;
        }

        result.AddError($"'{text}' is no address; it looks like http://127.0.0.1:8080.");
        return null;
    }

    /// <summary>Refuses values outside a range, with the range in the message.</summary>
    public static Option<T> Between<T>(this Option<T> option, T least, T most)
        where T : struct, IComparable<T>, IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // No value is the default; one that does not parse has a message of its own.
            if (
                result.Tokens.Count == 0
                || !T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value)
            )
            {
                return;
            }

            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                result.AddError(FormattableString.Invariant($"{option.Name}: {value} is outside {least} to {most}."));
            }
        });
        return option;
    }
}
