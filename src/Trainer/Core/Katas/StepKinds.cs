namespace R1Code.Trainer.Katas;

/// <summary>The operations, by the type they start from.</summary>
internal static class StepKinds
{
    private static readonly string[] Small = ["2", "3", "4", "5", "6", "7", "8", "9"];
    private static readonly string[] Few = ["1", "2", "3"];
    private static readonly string[] Letters = ["a", "b", "c", "d", "e"];

    public static IReadOnlyList<StepKind> All { get; } = [.. Integers(), .. Texts(), .. Lists()];

    public static IReadOnlyList<StepKind> From(KataType type) => [.. All.Where(kind => kind.From == type)];

    private static IEnumerable<StepKind> Integers()
    {
        yield return Integer(
            "add",
            ["add {c}", "increase it by {c}"],
            ["加上{c}", "增加{c}"],
            "{x} + {c}",
            (x, c) => x + c
        ) with
        {
            Binding = Binding.Additive,
            Operand = Binding.Additive,
        };
        yield return Integer(
            "subtract",
            ["subtract {c}", "take away {c}"],
            ["减去{c}", "减少{c}"],
            "{x} - {c}",
            (x, c) => x - c
        ) with
        {
            Binding = Binding.Additive,
            Operand = Binding.Additive,
        };
        yield return Integer(
            "multiply",
            ["multiply by {c}", "scale it by {c}"],
            ["乘以{c}", "扩大到{c}倍"],
            "{x} * {c}",
            (x, c) => x * c
        ) with
        {
            Binding = Binding.Multiplicative,
            Operand = Binding.Multiplicative,
        };
        yield return Integer(
            "remainder",
            ["take the remainder by {c}", "reduce it modulo {c}"],
            ["求除以{c}的余数", "对{c}取模"],
            "{x} % {c}",
            (x, c) => x % c
        ) with
        {
            Binding = Binding.Multiplicative,
            Operand = Binding.Multiplicative,
        };
        yield return Integer(
            "at_least",
            ["raise it to at least {c}", "use {c} if it is smaller"],
            ["至少取{c}", "小于{c}时取{c}"],
            "Math.Max({x}, {c})",
            Math.Max
        ) with
        {
            Operand = Binding.Comparison,
        };
        yield return Integer(
            "at_most",
            ["cap it at {c}", "use {c} if it is larger"],
            ["至多取{c}", "大于{c}时取{c}"],
            "Math.Min({x}, {c})",
            Math.Min
        ) with
        {
            Operand = Binding.Comparison,
        };
        yield return Integer(
            "absolute",
            ["take the absolute value", "drop its sign"],
            ["取绝对值", "去掉符号"],
            "Math.Abs({x})",
            (x, _) => Math.Abs(x)
        ) with
        {
            Operand = Binding.Comparison,
            Constants = [""],
        };
        yield return Integer(
            "square",
            ["square it", "multiply it by itself"],
            ["求平方", "自己乘自己"],
            "(int)Math.Pow({x}, 2)",
            (x, _) => x * x
        ) with
        {
            Binding = Binding.Multiplicative,
            Operand = Binding.Comparison,
            Constants = [""],
        };
        yield return Test(
            "is_even",
            ["tell whether it is even"],
            ["判断是否为偶数"],
            "{x} % 2 == 0",
            (x, _) => x % 2 == 0
        ) with
        {
            Operand = Binding.Multiplicative,
            Constants = [""],
        };
        yield return Test(
            "is_above",
            ["tell whether it is greater than {c}", "check if it exceeds {c}"],
            ["判断是否大于{c}", "检查是否超过{c}"],
            "{x} > {c}",
            (x, c) => x > c
        ) with
        {
            Operand = Binding.Additive,
        };
        yield return Test(
            "is_below",
            ["tell whether it is less than {c}", "check if it is under {c}"],
            ["判断是否小于{c}", "检查是否低于{c}"],
            "{x} < {c}",
            (x, c) => x < c
        ) with
        {
            Operand = Binding.Additive,
        };
    }

    private static IEnumerable<StepKind> Texts()
    {
        yield return Text(
            "upper",
            ["make it upper case", "capitalise every letter"],
            ["转成大写", "全部变大写"],
            "{x}.ToUpper()",
            (s, _) => s.ToUpperInvariant()
        );
        yield return Text(
            "append",
            ["append \"{c}\"", "put \"{c}\" at the end"],
            ["在末尾加\"{c}\"", "后面接上\"{c}\""],
            "{x} + \"{c}\"",
            (s, c) => s + c
        ) with
        {
            Constants = Letters,
            Binding = Binding.Additive,
            Operand = Binding.Additive,
        };
        yield return Text(
            "prepend",
            ["prepend \"{c}\"", "put \"{c}\" in front"],
            ["在开头加\"{c}\"", "前面接上\"{c}\""],
            "\"{c}\" + {x}",
            (s, c) => c + s
        ) with
        {
            Constants = Letters,
            Binding = Binding.Additive,
            Operand = Binding.Additive,
        };
        yield return Text(
            "remove",
            ["remove every \"{c}\"", "delete all \"{c}\""],
            ["删除所有\"{c}\"", "去掉每个\"{c}\""],
            "{x}.Replace(\"{c}\", \"\")",
            (s, c) => s.Replace(c, "", StringComparison.Ordinal)
        ) with
        {
            Constants = Letters,
        };
        yield return Text(
            "drop_first",
            ["drop the first {c} characters", "skip {c} characters"],
            ["去掉前{c}个字符", "跳过{c}个字符"],
            "{x}.Substring({c})",
            (s, c) => Number(c) <= s.Length ? s[Number(c)..] : null
        ) with
        {
            Constants = Few,
        };
        yield return Text(
            "take_first",
            ["keep the first {c} characters", "cut it to {c} characters"],
            ["保留前{c}个字符", "截取{c}个字符"],
            "{x}.Substring(0, {c})",
            (s, c) => Number(c) <= s.Length ? s[..Number(c)] : null
        ) with
        {
            Constants = Few,
        };
        yield return Ends(
            "length",
            KataType.Integer,
            ["give its length", "count its characters"],
            ["求长度", "数字符个数"],
            "{x}.Length",
            (s, _) => s.Length
        ) with
        {
            Constants = [""],
        };
        yield return Ends(
            "count_letter",
            KataType.Integer,
            ["count the \"{c}\"", "count how often \"{c}\" occurs"],
            ["数\"{c}\"的个数", "统计\"{c}\"出现几次"],
            "{x}.Count(v => v == '{c}')",
            (s, c) => s.Count(v => v == c[0])
        );
        yield return Ends(
            "contains",
            KataType.Boolean,
            ["tell whether it contains \"{c}\"", "check for \"{c}\" in it"],
            ["判断是否含有\"{c}\"", "检查有没有\"{c}\""],
            "{x}.Contains(\"{c}\")",
            (s, c) => s.Contains(c, StringComparison.Ordinal)
        );
        yield return Ends(
            "starts_with",
            KataType.Boolean,
            ["tell whether it starts with \"{c}\"", "check for \"{c}\" at its start"],
            ["判断是否以\"{c}\"开头", "检查开头是不是\"{c}\""],
            "{x}.StartsWith(\"{c}\")",
            (s, c) => s.StartsWith(c, StringComparison.Ordinal)
        );
    }

    private static IEnumerable<StepKind> Lists()
    {
        yield return List(
            "add_each",
            ["add {c} to each", "increase each by {c}"],
            ["每个加{c}", "各增加{c}"],
            "{x}.Select(v => v + {c})",
            (xs, c) => xs.Select(v => v + c)
        ) with
        {
            Constants = Small,
        };
        yield return List(
            "multiply_each",
            ["multiply each by {c}", "scale each by {c}"],
            ["每个乘{c}", "各扩大到{c}倍"],
            "{x}.Select(v => v * {c})",
            (xs, c) => xs.Select(v => v * c)
        ) with
        {
            Constants = Small,
        };
        yield return List(
            "keep_even",
            ["keep the even ones", "drop the odd ones"],
            ["保留偶数", "去掉奇数"],
            "{x}.Where(v => v % 2 == 0)",
            (xs, _) => xs.Where(v => v % 2 == 0)
        );
        yield return List(
            "keep_odd",
            ["keep the odd ones", "drop the even ones"],
            ["保留奇数", "去掉偶数"],
            "{x}.Where(v => v % 2 != 0)",
            (xs, _) => xs.Where(v => v % 2 != 0)
        );
        yield return List(
            "keep_above",
            ["keep those above {c}", "drop all up to {c}"],
            ["保留大于{c}的", "去掉不超过{c}的"],
            "{x}.Where(v => v > {c})",
            (xs, c) => xs.Where(v => v > c)
        ) with
        {
            Constants = Small,
        };
        yield return List(
            "keep_below",
            ["keep those below {c}", "drop all from {c} up"],
            ["保留小于{c}的", "去掉不小于{c}的"],
            "{x}.Where(v => v < {c})",
            (xs, c) => xs.Where(v => v < c)
        ) with
        {
            Constants = Small,
        };
        yield return List(
            "sort",
            ["sort ascending", "order from small to large"],
            ["升序排列", "从小到大排"],
            "{x}.OrderBy(v => v)",
            (xs, _) => xs.Order()
        );
        yield return List(
            "sort_down",
            ["sort descending", "order from large to small"],
            ["降序排列", "从大到小排"],
            "{x}.OrderByDescending(v => v)",
            (xs, _) => xs.OrderDescending()
        );
        yield return List(
            "distinct",
            ["remove duplicates", "keep each value once"],
            ["去重", "每个值只留一次"],
            "{x}.Distinct()",
            (xs, _) => xs.Distinct()
        );
        yield return List(
            "skip",
            ["skip the first {c}", "leave out the first {c}"],
            ["跳过前{c}个", "不要前{c}个"],
            "{x}.Skip({c})",
            (xs, c) => xs.Skip(c)
        ) with
        {
            Constants = Few,
        };
        yield return List(
            "take",
            ["keep the first {c}", "take only {c}"],
            ["取前{c}个", "只要前{c}个"],
            "{x}.Take({c})",
            (xs, c) => xs.Take(c)
        ) with
        {
            Constants = Few,
        };
        yield return Fold(
            "sum",
            ["give their sum", "add them all up"],
            ["求和", "全部相加"],
            "{x}.Sum()",
            xs => xs.Sum()
        );
        yield return Fold(
            "count",
            ["count them", "tell how many there are"],
            ["求个数", "数有几个"],
            "{x}.Count()",
            xs => xs.Length
        );
        yield return Fold(
            "max",
            ["give the largest", "find the maximum"],
            ["求最大值", "找最大的"],
            "{x}.Max()",
            xs => xs.Length == 0 ? null : xs.Max()
        );
        yield return Fold(
            "min",
            ["give the smallest", "find the minimum"],
            ["求最小值", "找最小的"],
            "{x}.Min()",
            xs => xs.Length == 0 ? null : xs.Min()
        );
    }

    private static StepKind Integer(
        string name,
        string[] english,
        string[] chinese,
        string code,
        Func<long, long, long> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.Integer,
            To = KataType.Integer,
            English = english,
            Chinese = chinese,
            Code = code,
            Constants = Small,
            Apply = (x, c) => InRange(apply((int)x, Number(c))),
        };

    private static StepKind Test(
        string name,
        string[] english,
        string[] chinese,
        string code,
        Func<int, int, bool> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.Integer,
            To = KataType.Boolean,
            English = english,
            Chinese = chinese,
            Code = code,
            Binding = Binding.Comparison,
            Constants = Small,
            Apply = (x, c) => apply((int)x, Number(c)),
        };

    private static StepKind Text(
        string name,
        string[] english,
        string[] chinese,
        string code,
        Func<string, string, string?> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.Text,
            To = KataType.Text,
            English = english,
            Chinese = chinese,
            Code = code,
            Apply = (s, c) => apply((string)s, c),
        };

    private static StepKind Ends(
        string name,
        KataType to,
        string[] english,
        string[] chinese,
        string code,
        Func<string, string, object> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.Text,
            To = to,
            English = english,
            Chinese = chinese,
            Code = code,
            Constants = Letters,
            Apply = (s, c) => apply((string)s, c),
        };

    private static StepKind List(
        string name,
        string[] english,
        string[] chinese,
        string code,
        Func<int[], int, IEnumerable<int>> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.List,
            To = KataType.List,
            English = english,
            Chinese = chinese,
            Code = code,
            Apply = (xs, c) => apply((int[])xs, Number(c)).ToArray(),
        };

    private static StepKind Fold(
        string name,
        string[] english,
        string[] chinese,
        string code,
        Func<int[], int?> apply
    ) =>
        new()
        {
            Name = name,
            From = KataType.List,
            To = KataType.Integer,
            English = english,
            Chinese = chinese,
            Code = code,
            Apply = (xs, _) => apply((int[])xs),
        };

    // The reference computes in 64 bits; what does not fit an int is undefined rather than wrapped.
    private static int? InRange(long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : null;

    private static int Number(string constant) =>
        constant.Length == 0 ? 0 : int.Parse(constant, System.Globalization.CultureInfo.InvariantCulture);
}
