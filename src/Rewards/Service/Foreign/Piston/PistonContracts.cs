using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Rewards.Service.Foreign.Piston;

/// <summary>Body of <c>POST /api/v2/execute</c>; types are checked by hand, because Piston words each fault itself.</summary>
internal sealed record ExecuteRequest
{
    public JsonElement? Language { get; init; }

    public JsonElement? Version { get; init; }

    public JsonElement? Files { get; init; }

    public JsonElement? Stdin { get; init; }

    public JsonElement? Args { get; init; }

    public JsonElement? CompileTimeout { get; init; }

    public JsonElement? RunTimeout { get; init; }

    public JsonElement? CompileCpuTime { get; init; }

    public JsonElement? RunCpuTime { get; init; }

    public JsonElement? CompileMemoryLimit { get; init; }

    public JsonElement? RunMemoryLimit { get; init; }
}

/// <summary>Answer of <c>POST /api/v2/execute</c>.</summary>
internal sealed record ExecuteResponse
{
    public required StageResult Compile { get; init; }

    public required StageResult Run { get; init; }

    public string Language { get; init; } = PistonRuntime.Language;

    public string Version { get; init; } = PistonRuntime.Version;

    /// <summary>Only where the sandbox failed: why the status is not 200.</summary>
    public string? Message { get; init; }
}

/// <summary>One stage: milliseconds and bytes.</summary>
internal sealed record StageResult
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Signal { get; init; }

    public string Stdout { get; init; } = "";

    public string Stderr { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Code { get; init; }

    public string Output { get; init; } = "";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public long? Memory { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? CpuTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? WallTime { get; init; }
}
