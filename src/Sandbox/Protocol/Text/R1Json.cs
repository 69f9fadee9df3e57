using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace R1Code.Sandbox.Protocol;

/// <summary>JSON as all of R1Code writes and reads it: snake_case names, statuses as words, unknown keys refused on request.</summary>
public static class R1Json
{
    /// <summary>For wire and files: snake_case, enums as words (<c>Accepted</c>; modes lower case), unknown members ignored.</summary>
    public static JsonSerializerOptions Options { get; } = Create(JsonUnmappedMemberHandling.Skip);

    /// <summary>As <see cref="Options"/>, but an unknown member is an error: for files that people write.</summary>
    public static JsonSerializerOptions Strict { get; } = Create(JsonUnmappedMemberHandling.Disallow);

    private static JsonSerializerOptions Create(JsonUnmappedMemberHandling unmapped)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = unmapped,
            RespectNullableAnnotations = true,
            MaxDepth = 64,
        };
        options.Converters.Add(new JsonStringEnumConverter<ProblemMode>(JsonNamingPolicy.SnakeCaseLower, false));
        options.Converters.Add(new JsonStringEnumConverter<VerdictStatus>(null, false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
