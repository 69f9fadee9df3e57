using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>
/// Body of <c>/run_code</c>, field for field as SandboxFusion's server reads it: numbers may come as texts, and what is left
/// out or null has its usual value.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record RunCodeRequest
{
    /// <summary>What a time-out left out stands for, in seconds.</summary>
    public const double UsualTimeout = 10;

    public double? CompileTimeout { get; init; }

    public double? RunTimeout { get; init; }

    [JsonPropertyName("memory_limit_MB")]
    public double? MemoryLimitMb { get; init; }

    public required string Code { get; init; }

    public string? Stdin { get; init; }

    public string? Language { get; init; }

    /// <summary>Relative path to base64.</summary>
    public IReadOnlyDictionary<string, string?>? Files { get; init; }

    public IReadOnlyList<string>? FetchFiles { get; init; }

    public IReadOnlyList<string>? Args { get; init; }
}

/// <summary>Answer of <c>/run_code</c>. Every field is always written.</summary>
internal sealed record RunCodeResponse
{
    public required string Status { get; init; }

    public string Message { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public CommandRunResult? CompileResult { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public CommandRunResult? RunResult { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ExecutorPodName { get; init; }

    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}

/// <summary>One step of a run. Times are seconds.</summary>
internal sealed record CommandRunResult
{
    public required string Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ExecutionTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? ReturnCode { get; init; }

    public string Stdout { get; init; } = "";

    public string Stderr { get; init; } = "";
}

/// <summary>Body of <c>/submit</c> and of ScaleBox's <c>/common_evaluate_batch</c>.</summary>
internal sealed record SubmitRequest
{
    public string? Dataset { get; init; }

    /// <summary>A number or a text; it comes back as it came.</summary>
    public JsonElement? Id { get; init; }

    public required string Completion { get; init; }

    public required SubmitConfig Config { get; init; }
}

/// <summary>The part of SandboxFusion's <c>TestConfig</c> that applies here.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record SubmitConfig
{
    public string? DatasetType { get; init; }

    public string? Language { get; init; }

    public double? CompileTimeout { get; init; }

    public double? RunTimeout { get; init; }

    public JsonElement? ProvidedData { get; init; }

    public SubmitExtra? Extra { get; init; }
}

/// <summary>Free fields of <c>config.extra</c> that are known.</summary>
internal sealed record SubmitExtra
{
    /// <summary>Whether tests after the first failed one are reported.</summary>
    public bool? RunAllCases { get; init; }

    /// <summary>ScaleBox: a program that decides in place of the comparison.</summary>
    public string? SpecialJudgeProgram { get; init; }

    /// <summary>ScaleBox: its language, python where left out.</summary>
    public string? SpecialJudgeLanguage { get; init; }
}

/// <summary>Answer of <c>/submit</c>.</summary>
internal sealed record EvalResult
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required JsonElement? Id { get; init; }

    public required bool Accepted { get; init; }

    public required string ExtractedCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FullCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? TestCode { get; init; }

    public required IReadOnlyList<EvalTestCase> Tests { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ExtractedType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Extra { get; init; }
}

/// <summary>One test of <see cref="EvalResult"/>.</summary>
internal sealed record EvalTestCase
{
    public required bool Passed { get; init; }

    public required RunCodeResponse ExecInfo { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? TestInfo { get; init; }
}
