namespace R1Code.Trainer.Katas;

/// <summary>Turns a chain into a specification and a thought, in English or Chinese.</summary>
internal static class KataWording
{
    private static readonly string[] EnglishFrames =
    [
        "Write a C# method Solve that takes {type}: {steps}.",
        "Solve gets {type}. It must {steps}.",
        "Given {type}, {steps}. Name the C# method Solve.",
    ];

    private static readonly string[] ChineseFrames =
    [
        "写一个C#方法Solve，参数是{type}：{steps}。",
        "Solve接收{type}，要求{steps}。",
        "给定{type}，{steps}。方法名为Solve。",
    ];

    /// <summary>A specification; which words are used depends on <paramref name="random"/> only.</summary>
    public static string Specify(KataChain chain, string language, SeededRandom random)
    {
        var english = language == "en";
        var steps = chain
            .Steps.Select(step => step.InWords(random.Pick(english ? step.Kind.English : step.Kind.Chinese)))
            .ToList();
        return random
            .Pick(english ? EnglishFrames : ChineseFrames)
            .Replace("{type}", TypeInWords(chain.Input, english), StringComparison.Ordinal)
            .Replace(
                "{steps}",
                english ? JoinEnglish(steps, random) : JoinChinese(steps, random),
                StringComparison.Ordinal
            );
    }

    /// <summary>The steps in the order of execution, each in its plainest words.</summary>
    public static string Think(KataChain chain, string language) =>
        language == "en"
            ? string.Join(", then ", chain.Steps.Select(step => step.InWords(step.Kind.English[0]))) + "."
            : string.Join("，再", chain.Steps.Select(step => step.InWords(step.Kind.Chinese[0]))) + "。";

    private static string JoinEnglish(List<string> steps, SeededRandom random)
    {
        // With two steps the order of telling may be the reverse of the order of doing.
        if (steps.Count == 2 && random.Next(0, 2) == 0)
        {
            return $"{steps[1]}, but before that {steps[0]}";
        }

        return string.Join(random.Pick([", then ", "; next, ", ", after that "]), steps);
    }

    private static string JoinChinese(List<string> steps, SeededRandom random)
    {
        if (steps.Count == 2 && random.Next(0, 2) == 0)
        {
            return $"{steps[1]}，但在此之前{steps[0]}";
        }

        return string.Join(random.Pick(["，再", "，然后", "；接着"]), steps);
    }

    private static string TypeInWords(KataType type, bool english) =>
        type switch
        {
            KataType.Integer => english ? "an integer" : "一个整数",
            KataType.Text => english ? "a string" : "一个字符串",
            _ => english ? "an array of integers" : "一个整数数组",
        };
}
